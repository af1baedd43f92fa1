import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { toGuardRecord } from "#core/guard/audit/guardRecord.ts";
import { toPolicyRecord } from "#core/guard/audit/policyHash.ts";
import { CHECKS } from "#core/guard/detect/checks.ts";
import { compileGuard } from "#core/guard/engine/compileGuard.ts";
import { evaluateParts } from "#core/guard/evaluateParts.ts";
import { DEFAULT_PACKS } from "#core/guard/packs/catalogue.ts";
import { runCommand } from "../../../testing/commandLine.ts";
import { guardExplain } from "./explain.ts";

const key = new Uint8Array(32).fill(7);
const audience = { kind: "public" } as const;
const parts = { body: "Ask ada@example.org 🙂 or YWRhQGV4YW1wbGUub3Jn." };

describe("assay guard explain", () => {
  const files = { record: "", key: "", other: "" };
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "assay-explain-"));
    const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);
    const { action, findings, output } = evaluateParts(parts, audience, [guard]);
    const record = toGuardRecord(key, {
      id: "0199a1b2-0000-7000-8000-000000000000",
      at: "2026-09-22T09:40:00.000Z",
      channel: "proxy",
      audience,
      verdict: action,
      outcome: "rewritten",
      parts,
      output,
      findings,
      policy: toPolicyRecord(DEFAULT_PACKS, audience),
    });
    const [first, ...packs] = record.policy.packs;
    const policy = { ...record.policy, packs: [{ ...first, hash: "0".repeat(64) }, ...packs] };
    for (const [name, text] of [
      ["record", JSON.stringify(record)],
      ["key", Buffer.from(key).toString("hex")],
      ["other", JSON.stringify({ ...record, policy })],
    ] as const) {
      files[name] = join(folder, name);
      await writeFile(files[name], text);
    }
  });
  const explain = (args: readonly string[], text: string) =>
    runCommand(guardExplain, args, { input: [text] });

  test("decides a record once more to the same bytes, and says which clause each finding carries out", async () => {
    const by = ["--record", files.record, "--key", files.key];
    const { status, out } = await explain(by, parts.body);
    expect(status).toBe(0);
    expect(out).toContain(
      "personal/email found a person.email in the body, from character 4 to 19",
    );
    expect(out).toContain("behind base64");
    expect(out).toContain("NIST SP 800-122, 2.2 Examples of PII Data\n  https://doi.org/");
    expect(out).toContain("comes out the same");
    expect(out).not.toContain("ada@");
    const asParts = await explain([...by, "--parts", "--json"], JSON.stringify(parts));
    expect(JSON.parse(asParts.out)).toMatchObject({ replay: "same", again: { action: "rewrite" } });
  });

  test("tells another text from that one: by its HMAC, or without the key by what is found", async () => {
    const other = `${parts.body} `;
    const keyed = await explain(["--record", files.record, "--key", files.key], other);
    expect(keyed).toMatchObject({ status: 1, out: expect.stringContaining("its HMAC is another") });
    const open = await explain(["--record", files.record], `Now ${other}`);
    expect(open).toMatchObject({ status: 1, out: expect.stringContaining("findings; now") });
    expect((await explain(["--record", files.record], parts.body)).status).toBe(0);
  });

  test("says which pack is not here any more", async () => {
    const { status, out } = await explain(["--record", files.other], parts.body);
    expect(status).toBe(1);
    expect(out).toContain("Pack secrets 1 at hash 000");
  });

  test("asks a server for a decision by its id", async () => {
    const server = (path: string, body: string | null) => ({
      status: path.endsWith("/api/guard/records/abc/explain") ? 200 : 404,
      type: "application/json",
      body: JSON.stringify({
        record: {
          ...JSON.parse(body ?? "{}"),
          verdict: "pass",
          audience,
          at: "now",
          findings: [],
          policy: { packs: [], hash: "0" },
        },
        isInput: true,
        replay: "same",
        why: "",
      }),
    });
    const env = { ASSAY_URL: "https://assay.example", ASSAY_TOKEN: "t" };
    const { status, out } = await runCommand(guardExplain, ["abc"], { env, server, input: ["x"] });
    expect({ status, out }).toMatchObject({
      status: 0,
      out: expect.stringContaining("No finding"),
    });
  });

  test.each([[[]], [["abc", "--record", "x"]], [["--record", "./absent"]]])(
    "%j is answered 2",
    async (args) => {
      expect(await explain(args, "x")).toMatchObject({ status: 2, out: "" });
    },
  );
});
