import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

/** Bytes of a message. */
export const MESSAGE = 4_096;
/** 100 MB of them. */
const MESSAGES = 25_600;

export type Corpus = {
  /** UTF-8, cut between characters. */
  readonly messages: readonly Buffer[];
  /** What it is made of, for people. */
  readonly says: string;
};

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(resolve(root, process.env.ASSAY_SUITES ?? "../shared/suites"), "guard");

const unzipped = (name: string): string =>
  gunzipSync(readFileSync(join(folder, name))).toString("utf8");
const linesOf = <T>(name: string): T[] =>
  unzipped(name)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

function personalTexts(): string {
  const anon = ["pii_anon_adversarial", "pii_anon_technology"].flatMap((name) =>
    linesOf<{ text: string }>(`pii/${name}.jsonl.gz`).map(({ text }) => text),
  );
  const presidio = JSON.parse(unzipped("pii/presidio_generated_large.json.gz")) as {
    full_text: string;
  }[];
  return [...anon, ...presidio.map(({ full_text }) => full_text)].join("\n");
}

const secretTexts = (): string[] =>
  linesOf<{ text: string; pos: boolean; cat: string[] }>("noseyparker.dev.jsonl.gz")
    .filter(({ pos, cat }) => pos && cat.includes("secret"))
    .map(({ text }) => text);

/** Takes messages from a text, one after the other, from the beginning again at its end. */
function cutter(text: string): (length: number) => Buffer {
  const bytes = Buffer.from(text);
  let at = 0;
  return (length) => {
    if (at + length > bytes.length) at = 0;
    let end = at + length;
    // Not in the middle of a character.
    while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    const piece = bytes.subarray(at, end);
    at = end;
    return piece;
  };
}

/** The corpus of the guard's figures; the same in every run. Throws where the suites are not there. */
export function readCorpus(): Corpus {
  if (!existsSync(folder))
    throw new Error(
      `The guard is measured on the external suites, and they are not in ${folder}. Name their folder in ASSAY_SUITES.`,
    );
  const harmless = cutter(readFileSync(join(folder, "harmless", "rustsec.txt"), "utf8"));
  const personal = cutter(personalTexts());
  const secrets = secretTexts();
  const messages = Array.from({ length: MESSAGES }, (_, number) => {
    const take = number % 4 === 3 ? personal : harmless;
    if (number % 100 !== 0) return take(MESSAGE);
    const secret = Buffer.from(`\n${secrets[(number / 100) % secrets.length] ?? ""}\n`);
    const half = Math.max(0, (MESSAGE - secret.length) >> 1);
    return Buffer.concat([take(half), secret, take(half)]);
  });
  const bytes = messages.reduce((sum, { length }) => sum + length, 0);
  return {
    messages,
    says: `${MESSAGES} messages of 4 KiB, ${Math.round(bytes / 1e6)} MB: three parts harmless, one part personal data, a secret in each hundredth`,
  };
}
