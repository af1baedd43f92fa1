import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK, STRICT_PACK } from "../../testing/guardSample.ts";
import { compileGuard } from "./engine/compileGuard.ts";
import { evaluateJson } from "./evaluateJson.ts";
import { evaluateText } from "./evaluateText.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard([SAMPLE_PACK, STRICT_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const rewritten = (value: unknown) => {
  const output = evaluateJson(JSON.stringify(value), PUBLIC, guard)?.output;
  return typeof output === "string" ? JSON.parse(output) : output;
};

describe("a JSON document", () => {
  test("is rewritten in its values, and stays JSON", () => {
    expect(
      rewritten({
        note: 'mail "jane@example.com"\nnow',
        list: ["AK12345678", 7],
        password: "unrelated",
        card: 4111111111111111,
        deep: { "key AK12345678": true },
      }),
    ).toEqual({
      note: 'mail "[EMAIL]"\nnow',
      list: ["[KEY]", 7],
      password: "unrelated",
      card: "[CARD]",
      deep: { "key [KEY]": true },
    });
  });

  test("is read through its escapes, and no escape is cut", () => {
    const text = '{"a":"p\\u0061ssword: hunter2hunter\\u0032 \\u0041K12345678 \\n"}';
    expect(JSON.parse(evaluateJson(text, PUBLIC, guard)?.output ?? "")).toEqual({
      a: "password: [PASSWORD] [KEY] \n",
    });
  });

  test("says where, in code points of the text", () => {
    const text = '{"😀":"AK12345678"}';
    expect(evaluateJson(text, PUBLIC, guard)?.findings).toMatchObject([{ start: 6, end: 16 }]);
  });

  test("is held where something in it may not be rewritten, and is none where it does not parse", () => {
    expect(evaluateJson('{"a":"cnry-1234"}', PUBLIC, guard)).toMatchObject({
      action: "block",
      output: null,
    });
    expect(evaluateJson("{a:1}", PUBLIC, guard)).toBeUndefined();
  });

  test("whatever it holds: what leaves is JSON of the same shape, and nothing is found in it any more", () => {
    const examples = SAMPLE_PACK.rules.flatMap((rule) => rule.examples);
    const value = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...examples),
        fc.integer(),
        fc.string(),
        fc.constant(null),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...examples)), tie("node"), {
          maxKeys: 3,
        }),
      ),
    })).node;
    const shape = (node: unknown): unknown =>
      Array.isArray(node)
        ? node.map(shape)
        : typeof node === "object" && node !== null
          ? Object.values(node).map(shape)
          : "leaf";
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (node, indent) => {
        const verdict = evaluateJson(JSON.stringify(node, null, indent), PUBLIC, guard);
        if (typeof verdict?.output !== "string") {
          expect(verdict?.action).toBe("block");
          return;
        }
        expect(evaluateText(verdict.output, PUBLIC, guard).action).toBe("pass");
        const before = JSON.stringify(shape(node)).length;
        expect(JSON.stringify(shape(JSON.parse(verdict.output))).length).toBeLessThanOrEqual(
          before,
        );
      }),
      { numRuns: 300 },
    );
  });
});
