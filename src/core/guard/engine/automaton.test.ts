import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, toSet } from "../regex/charSet.ts";
import { Automaton, type Hits } from "./automaton.ts";

const keyword = fc.string({
  unit: fc.constantFrom("a", "b", "k", "1", "é"),
  minLength: 1,
  maxLength: 5,
});
const text = fc.string({
  unit: fc.constantFrom("a", "A", "b", "k", "K", "1", "é", "É", " "),
  maxLength: 60,
});
const unitsOf = (from: string) => Uint16Array.from(from.split(""), (char) => char.charCodeAt(0));

const automatonOf = (texts: readonly string[]) =>
  new Automaton(
    texts.map((one, owner) => ({ text: one, owner, isHeld: true, afterBreak: false, tail: [] })),
  );

const isOwner = (_: number, i: number): boolean => i % 3 === 0;

/** Every keyword's every place, as "owner@end". */
function found(automaton: Automaton, subject: string, cut: number): string[] {
  const units = unitsOf(subject);
  const hits: Hits = { pairs: new Uint32Array(2), count: 0 };
  const state = automaton.scan(units, 0, cut, automaton.initial, hits);
  automaton.scan(units, cut, units.length, state, hits);
  const out: string[] = [];
  for (let i = 0; i < hits.count; i += 2) {
    const first = (hits.pairs[i + 1] ?? 0) + 1;
    const numbers = automaton.outputs[first - 1] ?? 0;
    for (const owner of automaton.outputs.subarray(first, first + numbers).filter(isOwner)) {
      out.push(`${owner}@${hits.pairs[i]}`);
    }
  }
  return out.sort();
}

function naively(texts: readonly string[], subject: string): string[] {
  const small = subject.toLowerCase();
  return texts
    .flatMap((one, owner) =>
      Array.from({ length: small.length }, (_, at) => at)
        .filter((at) => small.startsWith(one, at))
        .map((at) => `${owner}@${at + one.length}`),
    )
    .sort();
}

describe("one pass over all keywords", () => {
  test("finds what searching for each finds, in any case, wherever the text is cut", () => {
    fc.assert(
      fc.property(fc.array(keyword, { maxLength: 8 }), text, fc.nat(60), (texts, subject, at) => {
        const cut = Math.min(at, subject.length);
        expect(found(automatonOf(texts), subject, cut)).toEqual(naively(texts, subject));
      }),
      { numRuns: 300 },
    );
  });

  test("finds the same in a text that is read in halves", () => {
    fc.assert(
      fc.property(
        fc.array(keyword, { maxLength: 8 }),
        fc.array(text, { minLength: 1, maxLength: 4 }),
        (texts, parts) => {
          const once = `${parts.join("")}.`;
          const subject = once.repeat(Math.ceil(600 / once.length));
          expect(found(automatonOf(texts), subject, 1)).toEqual(naively(texts, subject));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("finds a keyword only where each unit behind it is of its tail's set, and says where the keyword ends", () => {
    const sets = { digit: [48, 57], letter: [97, 98], both: [32, 32, 49, 49] } as const;
    const tail = fc.array(fc.constantFrom(...Object.values(sets)), { maxLength: 3 });
    const asked = fc.array(fc.record({ text: keyword, tail }), { maxLength: 8 });
    fc.assert(
      fc.property(asked, text, fc.nat(60), (keywords, subject, at) => {
        const automaton = new Automaton(
          keywords.map((one, owner) => ({ ...one, owner, isHeld: true, afterBreak: false })),
        );
        const small = subject.toLowerCase();
        const isThere = (sets: readonly (readonly number[])[], from: number): boolean =>
          sets.every((set, i) => contains(set, small.charCodeAt(from + i)));
        const naive = keywords.flatMap((one, owner) =>
          Array.from(small, (_, from) => from)
            .filter((from) => small.startsWith(one.text, from))
            .filter((from) => isThere(one.tail, from + one.text.length))
            .map((from) => `${owner}@${from + one.text.length + one.tail.length}`),
        );
        expect(found(automaton, subject, Math.min(at, subject.length))).toEqual(naive.sort());
      }),
      { numRuns: 300 },
    );
  });

  test("finds a keyword that begins a word at the text's beginning and after a break only, wherever the text is cut", () => {
    fc.assert(
      fc.property(fc.array(keyword, { maxLength: 8 }), text, fc.nat(60), (texts, subject, at) => {
        const automaton = new Automaton(
          texts.map((one, owner) => ({
            text: one,
            owner,
            isHeld: true,
            afterBreak: true,
            tail: [],
          })),
        );
        const small = subject.toLowerCase();
        const begins = (from: number) => from === 0 || /[^\w]/.test(small[from - 1] ?? "");
        const naive = texts.flatMap((one, owner) =>
          Array.from(small, (_, from) => from)
            .filter((from) => begins(from) && small.startsWith(one, from))
            .map((from) => `${owner}@${from + one.length}`),
        );
        const all = found(automaton, subject, Math.min(at, subject.length));
        // What shares a class with a break may be one: whoever takes the hits looks at the unit before.
        expect(naive.filter((one) => !all.includes(one))).toEqual([]);
        expect(all.every((one) => naively(texts, subject).includes(one))).toBe(true);
      }),
      { numRuns: 300 },
    );
    const word = new Automaton([
      { text: "ab", owner: 0, isHeld: true, afterBreak: true, tail: [] },
    ]);
    expect(found(word, "ab cab -ab", 4)).toEqual(["0@10", "0@2"]);
    expect(
      word.held(
        word.scan(unitsOf("x a"), 0, 3, word.initial, { pairs: new Uint32Array(2), count: 0 }),
      ),
    ).toBe(1);
    expect(
      word.held(
        word.scan(unitsOf("xba"), 0, 3, word.initial, { pairs: new Uint32Array(2), count: 0 }),
      ),
    ).toBe(0);
  });

  test("tells of what ends together in the order in which it begins", () => {
    const automaton = automatonOf(["c", "bc", "abc"]);
    const hits: Hits = { pairs: new Uint32Array(2), count: 0 };
    automaton.scan(unitsOf("abc"), 0, 3, automaton.initial, hits);
    const first = hits.pairs[1] ?? 0;
    expect([...automaton.outputs.subarray(first, first + 10)]).toEqual([
      9, 2, 3, 0, 1, 2, 0, 0, 1, 0,
    ]);
  });

  test("keeps apart only what a text can tell apart", () => {
    const digits = Array.from({ length: 100 }, (_, n) => `${String(n).padStart(2, "0")}-`);
    const automaton = new Automaton(
      digits.map((one) => ({ text: one, owner: 0, isHeld: true, afterBreak: false, tail: [] })),
    );
    expect(automaton.table.length / automaton.stride).toBe(4);
    expect(found(automaton, "a12-3-456-", 0)).toEqual(["0@10", "0@4"]);
  });

  test("holds the longest beginning of a keyword that the text ends with", () => {
    fc.assert(
      fc.property(fc.array(keyword, { maxLength: 6 }), text, (texts, subject) => {
        const automaton = automatonOf(texts);
        const state = automaton.scan(unitsOf(subject), 0, subject.length, automaton.initial, {
          pairs: new Uint32Array(2),
          count: 0,
        });
        const small = subject.toLowerCase();
        const longest = Math.max(
          0,
          ...texts.flatMap((one) =>
            Array.from({ length: one.length }, (_, i) => i + 1).filter((n) =>
              small.endsWith(one.slice(0, n)),
            ),
          ),
        );
        expect(automaton.held(state)).toBe(longest);
      }),
      { numRuns: 300 },
    );
  });
});

describe("Tails that would multiply states", () => {
  const either = toSet([97, 98]);
  const tailed = (length: number) =>
    new Automaton([
      { text: "a", owner: 0, isHeld: true, afterBreak: false, tail: Array(length).fill(either) },
    ]);

  test("A short tail is looked for with its keyword", () => {
    expect(found(tailed(3), "xxabbax", 2)).toEqual(["0@6"]);
  });

  test("A tail that doubles the states with each unit is left out, and the keyword found alone", () => {
    const automaton = tailed(20);
    expect(automaton.table.length / automaton.stride).toBeLessThan(10);
    expect(found(automaton, "xxabbax", 2)).toEqual(["0@3", "0@6"]);
  });
});
