import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { GuardRecord } from "#core/guard/audit/guardRecord.ts";
import { isInputOf } from "#core/guard/audit/replay.ts";
import { DEFAULT_PACKS } from "#core/guard/packs/catalogue.ts";
import { GuardedWhole } from "#core/guard/proxy/guardedWhole.ts";
import { toPolicy } from "#core/guard/proxy/policy.ts";
import { SPEECHES } from "#core/guard/proxy/protocols.ts";
import { openGuardKey } from "#outside/keys/guardKey.ts";
import { makeFolder } from "../../testing/folder.ts";
import { recordProxy } from "./recordProxy.ts";

test("an exchange is recorded without a value in it, and whoever has text and key finds it again", async () => {
  const folder = makeFolder("assay-proxy-");
  const file = join(folder, "exchanges.jsonl");
  const policy = toPolicy({
    name: "default",
    audience: { kind: "public" },
    packs: DEFAULT_PACKS,
    registry: { embargoed: [] },
    upstream: "http://127.0.0.1:8000",
    upstreamKey: "sk-upstream",
    onEscalate: "block",
    seconds: 1,
    requestAudience: null,
  });
  const { guard, audience } = policy;
  const content = "Mail jane.doe@example.com now.";
  const guarded = new GuardedWhole(
    { choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }] },
    {
      read: SPEECHES["openai-chat"].whole,
      reading: { guard, audience, isKept: true },
      policy: policy.record.hash,
      mayAsk: false,
    },
  );
  const { record, close } = await recordProxy(file, (error) => {
    throw error;
  });
  const exchanged = {
    audience: policy.audience,
    policy: policy.record,
    report: guarded.report(),
    texts: guarded.held(),
    output: guarded.left(),
    decidedBy: null,
    milliseconds: 1.5,
  };
  record(exchanged);
  record(exchanged);
  const report = { ...exchanged.report, outcome: "blocked" } as const;
  record({ ...exchanged, report });
  record({ ...exchanged, report, output: new Map() });
  await close();

  const text = await readFile(file, "utf8");
  const lines = text.trimEnd().split("\n");
  expect(lines).toHaveLength(4);
  const hashes = lines.map((line) => (JSON.parse(line) as GuardRecord).outputSha256);
  // Of a stream that was blocked its beginning has left.
  expect(hashes[2]).toBe(hashes[0]);
  expect(hashes[3]).toBeNull();
  expect(text).not.toMatch(/jane|example\.com|sk-upstream/);
  expect((await stat(file)).mode & 0o077).toBe(0);
  const one = JSON.parse(lines[0] ?? "") as GuardRecord;
  expect(one).toMatchObject({
    channel: "proxy",
    verdict: "rewrite",
    outcome: "rewritten",
    policy: { hash: policy.record.hash },
    findings: expect.arrayContaining([
      expect.objectContaining({ ruleId: "personal/email", part: "choices/0/content", start: 5 }),
    ]),
  });
  const key = (await openGuardKey(folder)).auditKey("proxy");
  expect(isInputOf(key, one, { "choices/0/content": content })).toBe(true);
  expect(isInputOf(key, one, { "choices/0/content": `${content} ` })).toBe(false);
});
