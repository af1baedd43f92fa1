import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFolder } from "../src/testing/folder.ts";
import { ASAN, BUNDLE, CSAF, CVE, OSV_YAML, SARIF } from "../src/testing/reportSamples.ts";
import { assay, type CommandOptions } from "./support/command.ts";
import { type RunningServer, startServer } from "./support/server.ts";

let folder: string;
let link: string;
let server: RunningServer;
const tokens = { finder: "", analyst: "" };
const FILES: Record<string, string | Uint8Array> = {
  "bundle.json": JSON.stringify(BUNDLE),
  "scan.sarif": JSON.stringify(SARIF),
  "record.yaml": OSV_YAML,
  "CVE-2026-1234.json": JSON.stringify(CVE),
  "csaf.json.gz": gzipSync(JSON.stringify(CSAF)),
  "crash.log": ASAN,
};
beforeAll(async () => {
  folder = makeFolder("assay cli ");
  mkdirSync(join(folder, "work", "in put"), { recursive: true });
  for (const [name, content] of Object.entries(FILES))
    writeFileSync(join(folder, "work", "in put", name), content);
  writeFileSync(join(folder, "work", "bad.json"), '{"title": 7}');
  link = join(folder, "assay");
  symlinkSync(resolve("bin/assay"), link);
  server = await startServer({ args: ["--log-level", "warn"] });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Through a symlink, from a folder of one's own, with the server in the environment. */
const run = (
  args: readonly string[],
  as: keyof typeof tokens = "finder",
  more: CommandOptions = {},
) =>
  assay(args, {
    command: link,
    cwd: join(folder, "work"),
    env: { ASSAY_URL: server.url, ASSAY_TOKEN: tokens[as] },
    ...more,
  });
const lines = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const names = Object.keys(FILES).map((name) => `in put/${name}`);

describe("assay on the server's machine", () => {
  test.each(["finder", "analyst"] as const)("makes a token for a %s", async (role) => {
    const args = ["token", "create", "--role", role, "--data", server.dataDir, "--json"];
    const { status, out, err } = await run(args);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    tokens[role] = JSON.parse(out).token;
    expect(tokens[role]).toMatch(/^asy_\w+_\S{40,}$/);
  });

  test("examines the installation", async () => {
    const { status, out } = await run(["doctor", "--data", server.dataDir, "--json"]);
    expect(status).toBe(0);
    const checks = JSON.parse(out) as { name: string; state: string }[];
    for (const name of ["runtime", "postgres", "migrations", "ledger", "mail"])
      expect(checks.map((check) => check.name)).toContain(name);
    expect(checks.filter(({ state }) => state === "bad")).toEqual([]);
  });

  test("says in a sentence what is wrong with a folder that is none of its own", async () => {
    const strange = join(folder, "strange");
    mkdirSync(join(strange, "postgres"), { recursive: true });
    writeFileSync(join(strange, "postgres", "diary"), "mine");
    const { status, out, err } = await run([
      "token",
      "create",
      "--role",
      "finder",
      "--data",
      strange,
    ]);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toMatch(/^assay token create: .*is not empty.*\n$/);
    expect(readdirSync(join(strange, "postgres"))).toEqual(["diary"]);
  });
});

describe("assay submit", () => {
  test("stores files of every kind, one JSON line each, in order, and knows them again", async () => {
    const first = await run(["submit", "--json", ...names]);
    expect({ status: first.status, err: first.err }).toEqual({ status: 0, err: "" });
    expect(lines(first.out).map(({ file, status }) => [file, status])).toEqual(
      names.map((name) => [name, "stored"]),
    );
    const again = await run(["submit", "--json", ...names]);
    expect(again.status).toBe(0);
    expect(lines(again.out)).toEqual(
      lines(first.out).map((line) => ({ ...line, status: "known" })),
    );
  });

  test("refuses one, takes the rest, and answers 1", async () => {
    const bundle = JSON.stringify({ ...BUNDLE, title: "From standard input" });
    const args = ["submit", "--url", server.url, "--token", tokens.finder, "bad.json", "-"];
    const { status, out } = await run(args, "finder", { env: {}, input: bundle });
    expect(status).toBe(1);
    expect(out).toMatch(
      /^refused {2}bad\.json\n {9}\/title: .+\nstored {3}- {2}RP-\d{4}-\d{4,} {2}FD-/,
    );
  });

  test("answers 2 without a server, without a right, and without a token", async () => {
    const nobody = { env: { ASSAY_URL: "http://127.0.0.1:1", ASSAY_TOKEN: tokens.finder } };
    const bad = { env: { ASSAY_URL: server.url, ASSAY_TOKEN: "asy_main_none" } };
    for (const options of [nobody, bad, { env: { ASSAY_URL: server.url } }]) {
      const { status, out, err } = await run(["submit", ...names], "finder", options);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err).toMatch(/^assay submit: .+\n$/);
    }
  });
});

describe("assay at an analyst's hand", () => {
  let ref: string;

  test("lists the cases and shows one", async () => {
    const listed = await run(["case", "list", "--json"], "analyst");
    expect(listed.status).toBe(0);
    const cases = lines(listed.out) as { ref: string; title: string }[];
    const own = cases.find(({ title }) => title === BUNDLE.title);
    expect(own?.ref).toMatch(/^VC-\d{4}-\d{4,}$/);
    ref = own?.ref ?? "";
    const text = await run(["case", "list", "--text", ref], "analyst");
    expect(text.out).toMatch(new RegExp(`^${ref} .*\n$`));
    const shown = await run(["case", "show", ref], "analyst");
    expect(shown).toMatchObject({ status: 0, err: "" });
    expect(shown.out).toContain(BUNDLE.title);
    const page = await run(["case", "show", ref, "--json"], "analyst");
    expect(JSON.parse(page.out)).toMatchObject({ ref, title: BUNDLE.title });
  });

  test("shows a finder no case, and says that it may not", async () => {
    const { status, out, err } = await run(["case", "show", ref]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^assay case show: The server answered 403: /);
  });

  test("writes the renderings of an advisory's draft", async () => {
    const started = await fetch(`${server.url}/api/cases/${ref}/advisory`, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens.analyst}` },
    });
    expect(started.status).toBe(201);
    const advisory = ((await started.json()) as { ref: string }).ref;
    const to = join(folder, "advisory");
    const done = await run(["advisory", "export", advisory, "--to", to, "--json"], "analyst");
    expect(done).toMatchObject({ status: 0, err: "" });
    const { files } = JSON.parse(done.out) as { files: string[] };
    expect(
      readdirSync(to)
        .map((name) => join(to, name))
        .sort(),
    ).toEqual([...files].sort());
    expect(JSON.parse(readFileSync(join(to, "csaf.json"), "utf8"))).toMatchObject({
      document: { csaf_version: "2.0", tracking: { id: advisory } },
    });
    expect(readFileSync(join(to, "advisory.txt"), "utf8")).toContain(advisory);
    expect(readdirSync(to)).not.toContain("cve.json"); // no CVE id was recorded, none is made up
  });
});

describe("the ledger", () => {
  test("is exported and verified offline; one changed byte is found", async () => {
    const to = join(folder, "ledger");
    const done = await run(["ledger", "export", "--to", to, "--data", server.dataDir, "--json"]);
    expect(done).toMatchObject({ status: 0, err: "" });
    const { vkey, size } = JSON.parse(done.out) as { vkey: string; size: number };
    expect(size).toBeGreaterThan(names.length);
    const verify = (...args: string[]) =>
      run(["verify", to, "--key", vkey, ...args], "finder", { env: {} });
    const sound = await verify("--json");
    expect(sound.status).toBe(0);
    expect(JSON.parse(sound.out)).toMatchObject({ sound: true, size });

    const path = join(to, "entries.jsonl");
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const unsound = await verify();
    expect(unsound.status).toBe(1);
    expect(unsound.out).toMatch(/^NOT SOUND: /);
  });

  test("is exported into a folder of its own, for one audience or the other", async () => {
    const again = ["ledger", "export", "--to", join(folder, "ledger"), "--data", server.dataDir];
    expect((await run(again)).err).toMatch(/^assay ledger export: .*is not empty/);
    const { status, err } = await run(["ledger", "export", "--to", "x", "--for", "everybody"]);
    expect(status).toBe(2);
    expect(err).toContain('--for is outsiders or insiders, not "everybody".');
  });
});

test("a command that is not there is answered with those that are", async () => {
  const { status, out, err } = await run(["cases"]);
  expect({ status, out }).toEqual({ status: 2, out: "" });
  expect(err).toMatch(/^assay: there is no command "cases"\.\n\nUsage: assay COMMAND/);
  expect((await run([])).out).toMatch(/^Usage: assay COMMAND/);
});
