import { readFileSync } from "node:fs";

/**
 * The wording of a review (docs/wording.md): nothing in Assay says whether a model may be released, so no word stands there
 * that would. A stem is met in any form and any spelling: `Approve`, `isApproved`, `approved_at`, `APPROVAL-DATE`.
 */
const STEMS: Readonly<Record<string, RegExp>> = {
  approve: /approv/,
  deny: /den(?:y|ie[sd]|ial|iable)/,
  clear: /clear/,
  licence: /licen[sc]/,
  permit: /permit|permiss/,
  authorise: /authori[sz]/,
  certify: /certif/,
  pass: /pass/,
  fail: /fail/,
};

/** Words that hold a stem and are about nothing that a review could say. */
const HARMLESS =
  /^(?:clearinghouses?|nuclear|passkeys?|passphrases?|passages?|passive(?:ly)?|passengers?|passports?|compass|encompass(?:es)?|surpass(?:es)?)$/;

export type Found = {
  readonly stem: string;
  /** The whole run of letters, digits, `_`, `-` and `$` that holds it, as it is written. */
  readonly written: string;
  /** From 1. */
  readonly line: number;
  /** The line itself, to be read by whoever has to change it. */
  readonly around: string;
};

const folded = (text: string): string =>
  text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** `isHTTPApproved2` → is, HTTP, Approved, 2 */
const humps = (run: string): string[] =>
  run.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{M}]+|\p{Lu}|\p{N}+/gu) ?? [];

type Word = { readonly text: string; readonly run: string; readonly at: number };

/** Runs of letters as they stand, each with the words it is made of. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].flatMap(({ 0: run, index }) =>
    humps(run).map((hump) => ({ text: folded(hump), run, at: index })),
  );
}

/** "destruction certificate", `destruction_certificates`, "certificates of destruction": the glossary's noun. */
function isOfDestruction(words: readonly Word[], at: number): boolean {
  if (!/^certificates?$/.test(words[at]?.text ?? "")) return false;
  if (words[at - 1]?.text === "destruction") return true;
  return words[at + 1]?.text === "of" && words[at + 2]?.text === "destruction";
}

const stemIn = (text: string): string | undefined =>
  Object.entries(STEMS).find(([, stem]) => stem.test(text))?.[0];

const writtenAt = (text: string, at: number): string => {
  const from = (/[\p{L}\p{M}\p{N}_$:-]*$/u.exec(text.slice(0, at)) ?? [""])[0].replace(/^:+/, "");
  const rest = (/^[\p{L}\p{M}\p{N}_$-]+/u.exec(text.slice(at)) ?? [""])[0];
  return `${from}${rest}`;
};

/**
 * Every place that holds a stem. "Certificate" alone stands for a destruction certificate only where the same text has said
 * so in full.
 */
export function findWords(text: string): Found[] {
  const words = wordsOf(text);
  const saysDestruction = words.some((_, at) => isOfDestruction(words, at));
  const isHarmless = (word: Word, at: number): boolean =>
    HARMLESS.test(word.text) ||
    isOfDestruction(words, at) ||
    (saysDestruction && /^certificates?$/.test(word.text));
  const lines = text.split("\n");
  return words.flatMap((word, at) => {
    const stem = isHarmless(word, at) ? undefined : stemIn(word.text);
    if (stem === undefined) return [];
    const line = text.slice(0, word.at).split("\n").length;
    const around = (lines[line - 1] ?? "").trim();
    return [{ stem, written: writtenAt(text, word.at), line, around }];
  });
}

/** A row of docs/wording.md: what is written there, word for word, is met below these paths and is no matter of a review. */
export type Exception = {
  readonly written: string;
  /** Beginnings of paths; `*` for every place. */
  readonly where: readonly string[];
  readonly why: string;
};

const ROW = /^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm;

export const readExceptions = (page = readFileSync("docs/wording.md", "utf8")): Exception[] =>
  [...page.matchAll(ROW)].map(([, written = "", where = "", why = ""]) => ({
    written,
    where: where.split(",").map((path) => path.trim().replaceAll("`", "")),
    why: why.trim(),
  }));

const covers = ({ written, where }: Exception, found: Found, place: string): boolean =>
  written === found.written && where.some((path) => path === "*" || place.startsWith(path));

export type Place = { readonly place: string; readonly text: string };

/** What stands where it must not: `path:line: written (stem) in "the line"`. Says which exceptions were met, too. */
export function checkPlaces(places: readonly Place[], exceptions: readonly Exception[]) {
  const met = new Set<Exception>();
  const wrong = places.flatMap(({ place, text }) =>
    findWords(text).flatMap((found) => {
      const exception = exceptions.find((one) => covers(one, found, place));
      if (exception) met.add(exception);
      const { line, written, stem, around } = found;
      return exception
        ? []
        : [`${place}:${line}: ${written} (${stem}) in "${around.slice(0, 160)}"`];
    }),
  );
  return { wrong, met };
}

/** For a rendered page, a mail, a calendar: what it says that no review says. */
export const wordsAgainst = (place: string, text: string): readonly string[] =>
  checkPlaces([{ place, text }], readExceptions()).wrong;
