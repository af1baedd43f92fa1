import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callAll, callOne, HELD } from "../../../testing/callTools.ts";
import type { Json } from "../../canonicalJson.ts";
import { toPointer } from "../../jsonPointer.ts";
import { ok } from "../../result.ts";
import { toIdentity } from "../identity.ts";
import { judgeByRule } from "../rule/judgeByRule.ts";
import { valueAt } from "../rule/match.ts";
import { Rule } from "../rule/rule.ts";
import { ToolsConfig } from "./toolsConfig.ts";
import { toToolBox } from "./toToolBox.ts";
import { applyEffects } from "./world.ts";

const AMOUNT = {
  type: "object",
  properties: { to: { type: "string" }, amount: { type: "number" } },
  required: ["to", "amount"],
};
const PAY = {
  world: { balance: 100, sent: [] },
  tools: [
    {
      name: "pay",
      source: "mocked",
      parameters: AMOUNT,
      result: { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] },
      answers: [
        {
          arguments: { amount: { at_most: 50 } },
          world: { "/balance": { at_least: 50 } },
          result: { ok: true, to: { $from: "/arguments/to" } },
          effects: [
            { set: "/balance", value: 50 },
            {
              append: "/sent",
              value: { to: { $from: "/arguments/to" }, ok: { $from: "/result/ok" } },
            },
          ],
        },
        { arguments: { to: { equals: "nobody" } }, result: "broken" },
        { arguments: { amount: { at_least: 51 } }, result: { ok: false } },
      ],
    },
  ],
};

describe("a mocked tool", () => {
  test("gives the first answer that matches, and changes its world as declared", () => {
    const [first, second] = callAll(PAY, [
      ["pay", { to: "ada", amount: 20 }],
      ["pay", { to: "bo", amount: 90 }],
    ]);
    expect(first).toEqual({
      result: '{"ok":true,"to":"ada"}',
      world: { balance: 50, sent: [{ to: "ada", ok: true }] },
      fault: null,
    });
    expect(second).toEqual({ result: '{"ok":false}', world: first?.world, fault: null });
  });

  test("leaves a world that a rule can look at", () => {
    const { world } = callOne(PAY, "pay", { to: "ada", amount: 20 });
    const rule = Rule.parse({ rule: "state", at: "/sent/0/to", is: { equals: "ada" } });
    const trial = {
      id: toIdentity("trial", 1),
      run: toIdentity("run", 1),
      case: HELD.id,
      repetition: 0,
      end: "completed",
      fault: null,
      events: [],
      state: world,
      evidence: { traced: false, spans: [], truncated: false },
      usage: { inputTokens: null, outputTokens: null, cost: null, latencyMs: null },
    } as const;
    expect(judgeByRule(rule, trial, {}).outcome).toBe("yes");
  });

  test("without an answer that matches is the harness's fault, and the nearest one is named", () => {
    const given = callOne(PAY, "pay", { to: "ada", amount: 50.5 });
    expect(given).toMatchObject({ faultOf: "harness", world: PAY.world });
    expect(given.fault).toContain("The nearest is number 1: arguments amount is not");
    expect(given.result).toBe('{"error":"pay is not available."}');
  });

  test("with a result that does not fit its schema gives the target nothing of it", () => {
    const [, given] = callAll(PAY, [
      ["pay", { to: "ada", amount: 20 }],
      ["pay", { to: "nobody", amount: 60 }],
    ]);
    expect(given?.result).not.toContain("broken");
    expect(given).toMatchObject({ faultOf: "harness" });
    expect(given?.fault).toContain("does not fit its schema");
  });

  test("gives an answer as often as it may be given", () => {
    const tool = {
      name: "dice",
      source: "mocked",
      answers: [{ result: 1, times: 2 }, { result: 6, times: 1 }, { result: 0 }],
    };
    const results = callAll(
      [tool],
      [
        ["dice", {}],
        ["dice", {}],
        ["dice", ""],
        ["dice", {}],
      ],
    );
    expect(results.map(({ result }) => result)).toEqual(["1", "1", "6", "0"]);
  });
});

describe("what a target calls", () => {
  test.each<[string, string, Json | string, string]>([
    ["a tool that is not there", "pey", {}, "Did you mean pay?"],
    ["arguments that are no JSON", "pay", "{to: ada", "no JSON"],
    ["arguments that do not fit", "pay", { to: "ada" }, "must have required property 'amount'"],
  ])("%s is its own fault, and it is told", (_, name, args, why) => {
    const given = callOne(PAY, name, args);
    expect(given).toMatchObject({ faultOf: "target", world: PAY.world });
    expect(given.fault).toContain(why);
    expect(given.result).toBe(JSON.stringify({ error: given.fault }));
  });

  test("never falls over, whatever it writes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (written) => {
        expect(callOne(PAY, "pay", written).faultOf).toBeDefined();
      }),
    );
  });
});

describe("the tools' world", () => {
  const anyWorld = fc.dictionary(
    fc.string({ maxLength: 4 }),
    fc.oneof(fc.integer(), fc.dictionary(fc.string({ maxLength: 3 }), fc.integer())),
    { maxKeys: 4 },
  );

  test("holds what was set where it was set, and all else stays", () => {
    const steps = fc.array(fc.string({ maxLength: 4 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(anyWorld, steps, fc.jsonValue(), (world, path, value) => {
        const held = world as Json;
        const at = toPointer(path);
        const kept = JSON.stringify(held);
        const plain = JSON.parse(JSON.stringify({ value })) as { value: Json };
        fc.pre(!kept.includes("$from") && !JSON.stringify(plain).includes("$from"));
        const after = applyEffects([{ set: at, value: plain.value as never }], {
          arguments: {},
          result: null,
          world: held,
        });
        expect(JSON.stringify(held)).toBe(kept);
        if (!after.ok) return;
        expect(valueAt(after.value, at)).toEqual(plain.value);
        for (const [name, own] of Object.entries(world))
          if (name !== path[0]) expect(valueAt(after.value, toPointer([name]))).toEqual(own);
      }),
    );
  });

  test.each<[string, object, string]>([
    ["what is not there", { set: "/a", value: { $from: "/arguments/x" } }, "/arguments/x"],
    ["a place in a number", { set: "/n/a", value: 1 }, "holds nothing that could have a"],
    ["a place that a list has not", { set: "/l/5", value: 1 }, "no place 5"],
    ["an append to no list", { append: "/n", value: 1 }, "no list to append to"],
  ])("is not changed by an effect on %s, which is a fault", (_, effect, why) => {
    const config = {
      world: { n: 1, l: [] },
      tools: [
        {
          name: "t",
          source: "mocked",
          answers: [{ result: 1 }],
          effects: [{ set: "/b", value: 1 }, effect],
        },
      ],
    };
    const given = callOne(config, "t", {});
    expect(given).toMatchObject({ world: config.world, faultOf: "harness" });
    expect(given.fault).toContain(why);
  });

  test("loses what is removed, and nothing where nothing was", () => {
    const remove = (pointer: string, world: Json) =>
      applyEffects([{ remove: pointer }], { arguments: {}, result: null, world });
    expect(remove("/a/b", { a: { b: 1, c: 2 } })).toEqual(ok({ a: { c: 2 } }));
    expect(remove("/l/0", { l: [1, 2] })).toEqual(ok({ l: [2] }));
    expect(remove("/x/y", { a: 1 })).toEqual(ok({ a: 1 }));
  });
});

describe("a document of tools", () => {
  test.each<[string, object, string]>([
    [
      "a name twice",
      [
        { name: "a", source: "real" },
        { name: "a", source: "real" },
      ],
      "names a twice",
    ],
    [
      "a schema that is none",
      [{ name: "a", source: "real", parameters: { type: "objekt" } }],
      "is no JSON Schema",
    ],
    [
      "times beside conditions on the world",
      [
        {
          name: "a",
          source: "mocked",
          answers: [
            { result: 1, times: 1 },
            { world: { "/a": { equals: 1 } }, result: 2 },
          ],
        },
      ],
      "must not have both",
    ],
    ["a table without answers", [{ name: "a", source: "mocked", answers: [] }], ">=1"],
    ["an unknown key", [{ name: "a", source: "real", mocked: true }], "nrecognized"],
  ])("with %s is refused", (_, tools, why) => {
    const read = ToolsConfig.safeParse(tools);
    expect(read.success).toBe(false);
    expect(JSON.stringify(read.error?.issues)).toContain(why);
  });

  test("is the identity of its tools, without where keys are kept", () => {
    const of = (config: unknown) =>
      toIdentity("tools", toToolBox(ToolsConfig.parse(config)).identity);
    const simulated = (model: object) => [
      { name: "a", source: "simulated", model: { provider: "openai", model: "m", ...model } },
    ];
    expect(of(simulated({ key_env: "K" }))).toBe(of(simulated({})));
    expect(of(simulated({ model: "n" }))).not.toBe(of(simulated({})));
    expect(of({ world: { a: 1 }, tools: simulated({}) })).not.toBe(of(simulated({})));
    expect(toToolBox(ToolsConfig.parse([])).identity).toBeNull();
  });
});
