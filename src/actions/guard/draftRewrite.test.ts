import { describe, expect, test } from "vitest";
import { CHECKS } from "#core/guard/detect/checks.ts";
import { compileGuard } from "#core/guard/engine/compileGuard.ts";
import { evaluateText } from "#core/guard/evaluateText.ts";
import { DEFAULT_PACKS } from "#core/guard/packs/catalogue.ts";
import { finraPack } from "#core/guard/packs/finra.ts";
import type { ChatRequest } from "#core/models/chat.ts";
import type { ModelEndpoint } from "#core/models/endpoint.ts";
import { ok } from "#core/result.ts";
import { openModelPort } from "#outside/models/openModelPort.ts";
import { draftRewrite } from "./draftRewrite.ts";

const audience = { kind: "public" } as const;
const packs = [...DEFAULT_PACKS, finraPack];
const registry = { embargoed: [] };
const guard = compileGuard(packs, registry, CHECKS);
const endpoint: ModelEndpoint = {
  protocol: "openai-chat",
  url: "http://127.0.0.1:9/v1",
  model: "drafter",
  key: null,
};

/** What the model was asked, and what came of its answer. */
async function drafted(text: string, answer: string) {
  const asked: ChatRequest[] = [];
  const models = openModelPort({
    mode: "scripted",
    fetch: () => Promise.reject(new Error("Nothing goes over the network.")),
    now: () => 0,
    chance: () => 0,
    script: (_, request) => {
      asked.push(request);
      return ok({
        content: answer,
        toolCalls: [],
        finish: "stop",
        usage: { input: 1, output: 1 },
        model: null,
      });
    },
  });
  const { findings } = evaluateText(text, audience, guard);
  const given = { text, findings, audience, guard, packs, registry };
  return { asked, result: await draftRewrite({ models, endpoint }, given) };
}

describe("a draft by a model", () => {
  const TEXT = "Mail ada@example.org: the fund will return 12% a year.";

  test("stands for what was held for its style; the model never sees what is taken out anyhow", async () => {
    const { asked, result } = await drafted(TEXT, '{"text":"Mail [EMAIL]: the fund may gain."}');
    expect(result).toEqual({ ok: true, value: "Mail [EMAIL]: the fund may gain." });
    expect(JSON.stringify(asked)).toContain("Mail [EMAIL]: the fund will return 12%");
    expect(JSON.stringify(asked)).not.toContain("ada@");
  });

  test("is judged by every rule, whatever the model answers", async () => {
    const { result } = await drafted(TEXT, '{"text":"TLP:RED. Ask bob@example.org."}');
    expect(result).toMatchObject({ ok: false, refusal: { code: "draft/held" } });
    const other = await drafted(TEXT, '{"text":"Ask bob@example.org."}');
    expect(other.result).toEqual({ ok: true, value: "Ask [EMAIL]." });
  });

  test("is asked of nobody where more than style holds the text", async () => {
    const { asked, result } = await drafted(`TLP:RED ${TEXT}`, '{"text":"Hello."}');
    expect(result).toMatchObject({ ok: false, refusal: { code: "draft/none" } });
    expect(asked).toEqual([]);
  });
});
