import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK, STRICT_PACK } from "../../../testing/guardSample.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import { evaluateArgument } from "./argument.ts";

const PUBLIC = { kind: "public" } as const;
const guard = compileGuard([SAMPLE_PACK, STRICT_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const judge = (text: string) => evaluateArgument(text, PUBLIC, guard);
const outputOf = (value: unknown) => {
  const { output } = judge(JSON.stringify(value));
  return output === null ? null : (JSON.parse(output) as unknown);
};

describe("the arguments of a tool", () => {
  test("are rewritten in their values and names, and stay JSON of the same shape", () => {
    expect(outputOf({ to: "a@b.co.uk", n: 1, deep: [{ "for AK12345678": true }] })).toEqual({
      to: "[EMAIL]",
      n: 1,
      deep: [{ "for [KEY]": true }],
    });
  });

  test("are read as the tool will see them: what an escape of JSON cuts apart is found", () => {
    const key = "-----BEGIN KEY-----\nabcd\nefgh\n-----END KEY-----";
    expect(outputOf({ file: key })).toEqual({ file: "[PEM]" });
    expect(outputOf({ file: "\fpassword:\thunter2hunter2\n" })).toEqual({
      file: "\fpassword:\t[PASSWORD]\n",
    });
  });

  test("are held where something in them may not leave, or where they are too deep to be read", () => {
    expect(judge('{"a":"cnry-1234"}')).toMatchObject({ action: "block", output: null });
    const deep = `${"[".repeat(400)}"x"${"]".repeat(400)}`;
    expect(judge(deep)).toMatchObject({ action: "block", output: null });
  });

  test("are a text where the model did not keep to JSON", () => {
    expect(judge('{"to": "a@b.co.uk"')).toMatchObject({ output: '{"to": "[EMAIL]"' });
  });

  test("whatever they are: nothing is found any more in a value that leaves", () => {
    const examples = SAMPLE_PACK.rules.flatMap((rule) => rule.examples);
    const leaf = fc.oneof(fc.constantFrom(...examples), fc.string(), fc.integer());
    const strings = (value: unknown): string[] =>
      typeof value === "string"
        ? [value]
        : typeof value === "object" && value !== null
          ? Object.entries(value).flatMap(([name, item]) => [name, ...strings(item)])
          : [];
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), leaf, { maxKeys: 3 })), (value) => {
        const { output, action } = judge(JSON.stringify(value));
        if (output === null) expect(action).toBe("block");
        else
          for (const text of strings(JSON.parse(output)))
            expect(evaluateText(text, PUBLIC, guard).action).toBe("pass");
      }),
      { numRuns: 200 },
    );
  });
});
