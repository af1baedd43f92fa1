import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { sha256Hex } from "#core/guard/audit/mac.ts";
import type { PolicySettings } from "#core/guard/proxy/policy.ts";
import type { PolicyEntry } from "#core/guard/proxy/policyFile.ts";
import { runCommand } from "../../../testing/commandLine.ts";
import { makeFolder } from "../../../testing/folder.ts";
import { stubModel } from "../../../testing/stubModel.ts";
import { guardProxy } from "./proxy.ts";
import { toPolicies } from "./proxyPolicies.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const folder = makeFolder("assay-guard-proxy-");
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once("exit", (code) => resolve(code)));

/** The command as a person starts it; resolves with its address once it listens. */
async function started(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ["src/main.ts", "guard", "proxy", "--port", "0", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  closing.push(() => void child.kill("SIGKILL"));
  let out = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (piece: Buffer) => {
      out += piece;
      const found = /listens at (http:\S+)\/v1/.exec(out)?.[1];
      if (found && out.includes("policy ")) resolve(found);
    });
    child.stderr.on("data", (piece: Buffer) => {
      out += piece;
    });
    child.once("exit", () => reject(new Error(`It ended: ${out}`)));
  });
  return { child, url, out: () => out };
}

describe("assay guard proxy", () => {
  test("guards by the key that is shown, records without a value, and ends when it is asked to", async () => {
    const answer = {
      choices: [
        {
          message: { role: "assistant", content: "Mail a.doe@example.com" },
          finish_reason: "stop",
        },
      ],
    };
    const stub = await stubModel((_, response) => {
      response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    });
    closing.push(stub.close);
    const policies = written(
      "policies.yaml",
      `keys:\n  - { name: team, sha256: ${sha256Hex("sk-team")}, packs: [secrets], upstreamKeyFrom: TEAM_KEY }\n`,
    );
    const audit = join(folder, "exchanges.jsonl");
    const args = ["--upstream", stub.url, "--policies", policies, "--audit", audit];
    const { child, url, out } = await started(args, { TEAM_KEY: "sk-behind" });
    const post = (key: string) =>
      fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: "{}",
      });
    expect((await post("sk-stranger")).status).toBe(401);
    // The team's packs look for secrets alone.
    expect(await (await post("sk-team")).text()).toContain("a.doe@example.com");
    expect(stub.asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer sk-behind"]);
    const end = ended(child);
    child.kill("SIGTERM");
    expect(await end).toBe(0);
    expect(JSON.parse(readFileSync(audit, "utf8"))).toMatchObject({
      channel: "proxy",
      verdict: "pass",
    });
    expect(readFileSync(audit, "utf8") + out()).not.toMatch(/a\.doe|sk-/);
  });

  const STANDARD: PolicySettings = {
    name: "default",
    audience: { kind: "clients" },
    packs: [],
    registry: { embargoed: [] },
    upstream: "http://127.0.0.1:1",
    upstreamKey: "sk-standard",
    onEscalate: "block",
    seconds: 300,
    requestAudience: null,
  };
  const policiesOf = (entry: PolicyEntry) =>
    toPolicies({ default: entry, keys: [] }, STANDARD, { env: {}, say: () => {} });

  test("shows its key to the model's side that it is of, and to no other", async () => {
    const other = { upstream: "http://127.0.0.1:2" };
    await expect(policiesOf(other)).rejects.toThrow("Say upstreamKeyFrom there, too.");
    const { all } = await policiesOf({ packs: ["tlp"] });
    expect(all.map(({ upstreamKey }) => upstreamKey)).toEqual(["sk-standard"]);
  });

  test("guards for a case where only the case is said", async () => {
    const { all } = await policiesOf({ case: "CASE-7" });
    expect(all[0]?.audience).toEqual({ kind: "clients", caseId: "CASE-7" });
  });

  const UP = ["--upstream", "http://127.0.0.1:1"];
  test.each([
    [[], "Name the model's side with --upstream."],
    [["--upstream", "ftp://x"], "is no http or https address"],
    [["--upstream", "http://u:p@x"], "Give the key with --upstream-key-from"],
    [[...UP, "--audience", "all"], 'There is no audience "all"'],
    [[...UP, "--pack", "nothing"], 'There is no pack "nothing"'],
    [[...UP, "--on-escalate", "wait"], "To wait for a person, say where"],
    [[...UP, "--on-escalate", "hope"], "one of: block, wait"],
    [[...UP, "--timeout", "0"], "--timeout is a whole number"],
    [[...UP, "--port", "http"], "--port is a whole number"],
    [[...UP, "--upstream-key-from", "NO_SUCH"], "NO_SUCH is empty or not set"],
    [[...UP, "--scan-requests", "x"], 'There is no audience "x"'],
    [[...UP, "--rewrite-model", "http://x"], "Name the model that drafts"],
    [[...UP, "--policies", join(folder, "none.yaml")], "cannot be read"],
    [[...UP, "--policies", written("bad.yaml", "keys: [{ name: a }]")], "/keys/0/sha256"],
  ])("says what is wrong with %j, and begins nothing", async (args, said) => {
    const { status, out, err } = await runCommand(guardProxy, args);
    expect(status).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(said);
  });

  test("tells what it can do", async () => {
    const { status, out } = await runCommand(guardProxy, ["--help"]);
    expect(status).toBe(0);
    expect(out).toContain("Usage: assay guard proxy --upstream URL");
  });
});
