import fc from "fast-check";
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { stepsOf, toPointer } from "../jsonPointer.ts";
import { parseJson } from "./json.ts";
import { findJsonFault } from "./jsonFault.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { placeAt } from "./place.ts";

const parse = (text: string) => parseJson(text, DEFAULT_LIMITS);
const accepts = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const values = fc.jsonValue({ maxDepth: 6, noUnicodeString: false }) as fc.Arbitrary<unknown>;
/** JSON with one character changed, taken out or put in. */
const nearlyJson = fc
  .tuple(
    values,
    fc.nat(),
    fc.constantFrom(
      "",
      ",",
      '"',
      "{",
      "]",
      ":",
      "0",
      "-",
      ".",
      "e",
      "\\",
      "u",
      " ",
      "\n",
      "t",
      "\u0001",
    ),
    fc.nat(2),
  )
  .map(([value, seed, char, removed]) => {
    const text = JSON.stringify(value);
    const at = seed % (text.length + 1);
    return text.slice(0, at) + char + text.slice(at + removed);
  });

test("what JSON.parse takes, with unique keys and sound strings, comes out the same", () => {
  fc.assert(
    fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
      const read = parse(JSON.stringify(value, null, indent));
      const sound = !/\\u(?:0000|d[89a-f])/i.test(JSON.stringify(value));
      if (sound) expect(read).toMatchObject({ ok: true });
      if (read.ok) expect(read.parsed.value).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a fault is found exactly where JSON.parse refuses, and lies inside the text", () => {
  fc.assert(
    fc.property(nearlyJson, (text) => {
      const fault = findJsonFault(text);
      expect(fault === null).toBe(accepts(text));
      if (fault !== null) expect(fault.offset).toBeLessThanOrEqual(text.length);
      if (fault !== null)
        expect(accepts(text.slice(0, fault.offset))).toBe(
          fault.message.includes("follows the end"),
        );
    }),
    { numRuns: 2_000 },
  );
});

test("the line of every value is the line an independent parser gives", () => {
  fc.assert(
    fc.property(values, (value) => {
      const text = JSON.stringify(value, null, 1);
      const read = parse(text);
      const root = parseTree(text);
      if (!read.ok || root === undefined) return;
      const pointers = pointersIn(root);
      const lines = read.parsed.linesOf(pointers);
      for (const pointer of pointers) {
        const node = findNodeAtLocation(root, pathOf(root, pointer));
        expect(lines.get(pointer)).toBe(placeAt(text, node?.offset ?? -1).line);
      }
    }),
  );
});

function pointersIn(node: Node, steps: (string | number)[] = []): string[] {
  const inner = (node.children ?? []).flatMap((child, at) => {
    if (node.type === "array") return pointersIn(child, [...steps, at]);
    const [key, value] = child.children ?? [];
    return value === undefined ? [] : pointersIn(value, [...steps, String(key?.value)]);
  });
  return [toPointer(steps), ...inner];
}

function pathOf(root: Node, pointer: string): (string | number)[] {
  const path: (string | number)[] = [];
  for (const step of stepsOf(pointer)) {
    const at = findNodeAtLocation(root, path);
    path.push(at?.type === "array" ? Number(step) : step);
  }
  return path;
}

test("a key written twice is found at any depth, with both lines", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b/c", "~d", ""), { minLength: 1, maxLength: 5 }),
      (path) => {
        const inner = '{\n"k": 1,\n"k": 2}';
        const text = path.reduceRight(
          (value, key) => `{"x":[],${JSON.stringify(key)}:${value}}`,
          inner,
        );
        const read = parse(text);
        expect(read).toMatchObject({
          ok: false,
          problems: [{ rule: "json/duplicate-key", pointer: toPointer([...path, "k"]) }],
        });
        expect(read.ok || read.problems[0]?.message).toContain("lines 2 and 3");
      },
    ),
  );
});

describe("a syntax fault says what to do", () => {
  test.each([
    ['{"a": NaN}', /column 7: NaN is not a JSON number/],
    ['{"a": 1,}', /comma stands before the closing brace/],
    ["[1,\n2,]", /Line 2, column 3: a comma stands before/],
    ['{"a" 1}', /":" is missing; "1" stands here/],
    ["{'a': 1}", /keys stand in double quotes/],
    ['{"a": 1 "b": 2}', /"," or "}" is missing/],
    ['{"a": "x', /was cut off/],
    ['{"a": tr', /was cut off/],
    ['{"a": "\\x"}', /is no escape of JSON/],
    ['["a\tb"]', /control character U\+0009/],
    ["# no", /JSON has no comments/],
    ["[1] [2]", /follows the end of the document/],
    ["[01]", /"," or "]" is missing/],
    ["[True]", /True is not a JSON value/],
  ])("%s", (text, message) => {
    const read = parse(text);
    expect(read.ok || read.problems[0]?.message).toMatch(message);
  });
});

test("the limits hold: depth, number of values, length of a text", () => {
  const limits = { ...DEFAULT_LIMITS, depth: 3, values: 4, textLength: 5 };
  const rules = (text: string) => {
    const read = parseJson(text, limits);
    return read.ok ? [] : read.problems.map(({ rule, pointer }) => `${rule} ${pointer}`);
  };
  expect(rules("[[[]]]")).toEqual([]);
  expect(rules("[[[[]]]]")).toEqual(["json/depth /line/1/column/4"]);
  expect(rules("[1,2,3,4,5]")).toEqual([]);
  expect(rules("[1,2,3,4,5,6]")).toEqual(["json/values "]);
  expect(rules('["12345",["123456"]]')).toEqual(["json/text-length /1/0"]);
});

test("braces, quotes and colons inside strings count for nothing", () => {
  expect(parse('{"a":"{[:\\"\\\\","b\\"":1}').ok).toBe(true);
});

test("a key named __proto__ is a key like any other", () => {
  expect(parse('{"__proto__":1,"__proto__":2}')).toMatchObject({
    ok: false,
    problems: [{ pointer: "/__proto__" }],
  });
});
