import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCommand } from "../../../testing/commandLine.ts";
import { guardScan } from "./scan.ts";

const scan = (args: readonly string[], ...input: (string | Uint8Array)[]) =>
  runCommand(guardScan, args, { input });
const records = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const MAIL = "Ask ada.lovelace@example.com";

describe("assay guard scan", () => {
  test.each([
    ["nothing to see", 0, "nothing to see"],
    ["", 0, ""],
    [MAIL, 10, "Ask [EMAIL]"],
    ["Under embargo until 12 May.", 11, ""],
    ["TLP:RED all of it", 12, ""],
  ])("of %j ends with %i and writes %j", async (text, status, out) => {
    expect(await scan([], text)).toMatchObject({ status, out, err: "" });
  });

  test("writes one record with --json, its offsets in code points", async () => {
    const { status, out } = await scan(["--json"], `😀 ${MAIL}`);
    expect({ status, records: records(out) }).toEqual({
      status: 10,
      records: [
        {
          id: null,
          verdict: "rewrite",
          findings: [
            {
              ruleId: "personal/email",
              type: "person.email",
              start: 6,
              end: 30,
              action: "rewrite",
              citation: {
                standard: "NIST SP 800-122",
                clause: "2.2 Examples of PII Data",
                url: "https://doi.org/10.6028/NIST.SP.800-122",
              },
            },
          ],
          output: "😀 Ask [EMAIL]",
        },
      ],
    });
  });

  test("answers each line in order, however the lines come, and empty ones not at all", async () => {
    const lines = `{"id":"a","text":"hello"}\n\n{"id":2,"text":"${MAIL}"}\r\n{"id":"é","text":"tlp:red"}`;
    const whole = Buffer.from(lines);
    const pieces = Array.from({ length: whole.length }, (_, i) => whole.subarray(i, i + 1));
    for (const input of [[whole], pieces]) {
      const { status, out, err } = await scan(["--jsonl"], ...input);
      expect({ status, err }).toEqual({ status: 0, err: "" });
      expect(records(out).map(({ id, verdict, output }) => [id, verdict, output])).toEqual([
        ["a", "pass", "hello"],
        [2, "rewrite", "Ask [EMAIL]"],
        ["é", "block", null],
      ]);
    }
  });

  test("answers a line that cannot be read by a block, says why, and ends with 2", async () => {
    const { status, out, err } = await scan(
      ["--jsonl"],
      '{"id":1,"text":"a"\n',
      Buffer.concat([
        Buffer.from('{"id":2,"text":"'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from('"}\n'),
      ]),
      `${"[".repeat(50_000)}\n`,
      '{"id":4,"text":"\\ud800 ok"}\n',
    );
    expect(status).toBe(2);
    expect(records(out).map(({ id, verdict, output }) => [id, verdict, output])).toEqual([
      [1, "block", null],
      [2, "block", null],
      [null, "block", null],
      [4, "pass", "\ud800 ok"],
    ]);
    expect(records(out)[1]).toMatchObject({
      findings: [{ ruleId: "guard/unreadable", action: "block" }],
      error: expect.stringContaining("offset 16"),
    });
    expect(err.trimEnd().split("\n")).toHaveLength(3);
  });

  test("writes nothing of a text that is no UTF-8, and says where", async () => {
    const { status, out, err } = await scan([], MAIL, Buffer.from([0xff]));
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain("0xff at offset 28");
  });

  test("keeps JSON as JSON where it is asked to", async () => {
    const text = JSON.stringify({ phone: 4_930_901_820, mail: "ada@example.com\n" });
    const { status, out } = await scan(["--format", "json"], text);
    expect({ status, mail: JSON.parse(out).mail }).toEqual({ status: 10, mail: "[EMAIL]\n" });
    expect(await scan(["--format", "json"], MAIL)).toMatchObject({ status: 2, out: "" });
    const lines = await scan(["--format", "json", "--jsonl"], '{"id":1,"text":"no"}');
    expect(lines.status).toBe(2);
    expect(records(lines.out)).toMatchObject([{ id: 1, verdict: "block" }]);
  });

  test("judges for the audience, by the packs and by the registry it was given", async () => {
    const folder = await mkdtemp(join(tmpdir(), "assay-guard-"));
    const registry = join(folder, "registry.json");
    await writeFile(
      registry,
      JSON.stringify({
        embargoed: [{ caseId: "CASE-7", keys: ["left-padder@2.0.1"] }],
        terms: ["Project Nightjar"],
      }),
    );
    const told = "Fixed in left-padder@2.0.1, as project nightjar asked.";
    const by = (...args: string[]) => scan(["--registry", registry, ...args], told);
    expect(await by()).toMatchObject({ status: 12, out: "" });
    expect(await by("--audience", "participants", "--case", "CASE-7")).toMatchObject({
      status: 10,
      out: "Fixed in left-padder@2.0.1, as [TERM] asked.",
    });
    expect((await by("--pack", "secrets")).status).toBe(0);
    expect((await scan(["--pack", "hipaa"], "Patient: Ada Lovelace")).status).toBe(10);
    expect((await scan([], "Patient: Ada Lovelace")).status).toBe(0);
  });

  test("says that rules of a foreign pack are not taken over, once for a pack named twice", async () => {
    const pack = join(await mkdtemp(join(tmpdir(), "assay-guard-")), "foreign.toml");
    const rules = ["regex = 'gg_[a-z]{4}'", "path = 'env$'"];
    await writeFile(pack, rules.map((rule, i) => `[[rules]]\nid = "r${i}"\n${rule}\n`).join(""));
    const { status, out, err } = await scan(["--pack", pack, "--pack", pack], "gg_abcd");
    expect({ status, out }).toEqual({ status: 10, out: "[SECRET]" });
    expect(err.match(/cannot be taken over/g)).toHaveLength(1);
  });

  test("refuses two packs of one id that say different things, and judges nothing by either", async () => {
    const folder = await mkdtemp(join(tmpdir(), "assay-guard-"));
    const packs = ["gg_[a-z]{4}", "hh_[a-z]{4}"].map(async (regex, i) => {
      const file = join(folder, String(i), "ours.toml");
      await mkdir(join(folder, String(i)));
      await writeFile(file, `[[rules]]\nid = "key"\nregex = '${regex}'\n`);
      return ["--pack", file];
    });
    const { status, out, err } = await scan((await Promise.all(packs)).flat(), "gg_abcd");
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain('Two packs are called "ours"');
  });

  test.each([
    [["--audience", "nobody"], 'no audience "nobody"'],
    [["--pack", "nothing"], 'no pack "nothing"'],
    [["--pack", "./absent.yaml"], "./absent.yaml cannot be read"],
    [["--registry", "./absent.json"], "./absent.json cannot be read"],
    [["--format", "xml"], 'no format "xml"'],
  ])("%j is answered 2 with what to do", async (args, said) => {
    const { status, out, err } = await scan(args, MAIL);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(said);
  });
});
