import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECKS } from "./detect/checks.ts";
import { compileGuard, type Guard } from "./engine/compileGuard.ts";
import type { Replace } from "./engine/stage.ts";
import { evaluateText } from "./evaluateText.ts";
import { openByteStream } from "./openByteStream.ts";
import type { Pack } from "./pack.ts";
import { DEFAULT_PACKS, PACKS } from "./packs/catalogue.ts";
import { openStream } from "./stream/openStream.ts";

const PUBLIC = { kind: "public" } as const;
/** More of them where somebody looks for trouble. */
const RUNS = Number(process.env.ASSAY_LAW_RUNS ?? 12);
const encoder = new TextEncoder();

/** What leaves of a text that comes in these chunks, and what the guard says of it. */
function streamed(guard: Guard, chunks: readonly string[], replace?: Replace) {
  const stream = openStream(guard, PUBLIC, replace);
  let out = "";
  for (const chunk of chunks) out += stream.push(chunk);
  return { out: out + stream.end(), verdict: stream.verdict() };
}

function byteByByte(guard: Guard, text: string) {
  const stream = openByteStream(guard, PUBLIC);
  let out = "";
  for (const byte of encoder.encode(text)) out += stream.push(Uint8Array.of(byte));
  return { out: out + stream.end(), verdict: stream.verdict() };
}

/** What the whole gives; where nothing of it may leave, what a stream of single units let out before that. */
function wholeOf(guard: Guard, text: string) {
  const { output, ...verdict } = evaluateText(text, PUBLIC, guard);
  return { out: output ?? streamed(guard, text.split("")).out, verdict };
}

/** Stands for whatever was taken out. */
const MARK = "▮";

/** The characters that the whole lets through: none that is found, and none from the first escalation or block on. */
function allowedOf(guard: Guard, text: string): string[] {
  const { findings } = evaluateText(text, PUBLIC, guard, () => MARK);
  const chars = [...text];
  const halts = findings.filter(
    ({ action, ruleId }) => action !== "rewrite" && ruleId !== "guard/unsettled",
  );
  chars.length = Math.min(chars.length, ...halts.map(({ start }) => start));
  const spans = findings.filter(({ action }) => action === "rewrite");
  return chars.filter((_, i) => !spans.some(({ start, end }) => start <= i && i < end));
}

/** True where all of `some` stand in `chars`, in this order. */
function isWithin(some: string, chars: readonly string[]): boolean {
  let at = 0;
  for (const char of some) {
    at = chars.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

const cutAt = (text: string, places: readonly number[]): string[] => {
  const cuts = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [...cuts, text.length].map((to, i) => text.slice(cuts[i - 1] ?? 0, to));
};

const percent = (text: string) =>
  [...encoder.encode(text)].map((b) => `%${b.toString(16).padStart(2, "0")}`).join("");
const wide = (text: string) =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Texts of every rule's examples and decoys, plain and disguised, between characters of one to four bytes. */
function textsOf(packs: readonly Pack[]) {
  const rules = packs.flatMap(({ rules: own }) => own);
  const samples = rules.flatMap(({ examples, counterExamples }) => [
    ...examples,
    ...counterExamples,
  ]);
  const sample = fc.constantFrom(...samples);
  const piece = fc.oneof(
    { weight: 6, arbitrary: sample },
    { weight: 1, arbitrary: sample.map((text) => text.slice(0, -3)) },
    {
      weight: 1,
      arbitrary: sample.chain((text) =>
        fc.constantFrom(percent, wide, base64).map((by) => by(text)),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(" ", "\n", "é", "中", "😀", "а", "\u200b", ", ", "\ufeff"),
    },
  );
  return fc
    .array(piece, { minLength: 1, maxLength: 4 })
    .map((pieces) => pieces.join("").slice(0, 700))
    .map((text) => text.replace(/[\ud800-\udbff]$/, ""));
}

const sectors = PACKS.filter((pack) => !DEFAULT_PACKS.includes(pack));
const SETS: [string, readonly Pack[]][] = [
  ["the default packs", DEFAULT_PACKS],
  ["all packs", PACKS],
  ...sectors
    .filter(({ rules }) => rules.some(({ examples }) => examples.length > 0))
    .map((pack): [string, readonly Pack[]] => [`the pack ${pack.id}`, [pack]]),
];

describe.each(SETS)("a stream under %s", (_, packs) => {
  const guard = compileGuard(packs, { embargoed: [] }, CHECKS);
  const check = (
    text: string,
    { out, verdict }: ReturnType<typeof wholeOf>,
    by: ReturnType<typeof streamed>,
  ) => {
    expect({ text, out: by.out, verdict: by.verdict }).toEqual({ text, out, verdict });
  };

  test("lets out what the whole allows: cut in two at every place, in many ways at random, and byte by byte", () => {
    fc.assert(
      fc.property(
        textsOf(packs),
        fc.array(fc.array(fc.nat(700), { maxLength: 9 }), { minLength: 4, maxLength: 4 }),
        (text, ways) => {
          const whole = wholeOf(guard, text);
          const step = Math.max(1, Math.floor(text.length / 120));
          for (let cut = 0; cut <= text.length; cut += step)
            check(text, whole, streamed(guard, [text.slice(0, cut), text.slice(cut)]));
          for (const places of ways) check(text, whole, streamed(guard, cutAt(text, places)));
          check(text, whole, byteByByte(guard, text));
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("never lets out a character that the whole takes out, or that stands behind what holds it", () => {
    fc.assert(
      fc.property(textsOf(packs), fc.array(fc.nat(700), { maxLength: 9 }), (text, places) => {
        const allowed = allowedOf(guard, text);
        for (const chunks of [cutAt(text, places), text.split("")]) {
          const { out } = streamed(guard, chunks, () => MARK);
          const left = out.replaceAll(MARK, "");
          expect({ text, out, isAllowed: isWithin(left, allowed) }).toMatchObject({
            isAllowed: true,
          });
        }
      }),
      { numRuns: 5 * RUNS },
    );
  });

  test("lets out what the whole allows where an escape comes behind what another match had taken", () => {
    const taken = "4KmW9tRxB2vLp8NsYd3HgJf6TaUe1QwErMbXz5CkVnSy0GhDo";
    const text = `passwd:${taken}Ppassword: ?sv=2022-11-02&sig=q7Zc${taken.slice(0, 39)}%3D`;
    const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);
    expect(streamed(guard, text.split("")).out).toBe(wholeOf(guard, text).out);
  });

  test("lets out what the whole allows of every example: cut in two at every place and byte by byte", () => {
    for (const { examples, counterExamples } of packs.flatMap(({ rules }) => rules)) {
      for (const example of [...examples, ...counterExamples].filter(
        ({ length }) => length <= 80,
      )) {
        const whole = wholeOf(guard, example);
        for (let cut = 0; cut <= example.length; cut += 1)
          check(example, whole, streamed(guard, [example.slice(0, cut), example.slice(cut)]));
        check(example, whole, byteByByte(guard, example));
      }
    }
  });
});
