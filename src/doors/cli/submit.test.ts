import { describe, expect, test } from "vitest";
import { runCommand } from "../../testing/commandLine.ts";
import type { ApiAnswer } from "./context.ts";
import { submit } from "./submit.ts";

const WHERE = ["--url", "https://assay.example", "--token", "t"];
const json = (status: number, body: object): ApiAnswer => ({
  status,
  type: "application/json",
  body: JSON.stringify(body),
});
const receipt = (status: string, n = 1) => ({
  status,
  report: `RP-2026-000${n}`,
  findings: [{ id: `FD-2026-000${n}` }],
  problems: [],
});
const problem = { rule: "json/syntax", pointer: "/line/1", message: "A brace is missing. Add it." };
const refused = json(422, { code: "report/ill-formed", detail: "Faults.", problems: [problem] });
const known = json(200, receipt("known"));
const stored = json(201, receipt("stored"));

/** Files are answered by what stands in them. */
const server = (_path: string, body: string | null): ApiAnswer => {
  if (body === "new") return stored;
  if (body === "old") return known;
  return refused;
};
const files = { "a.json": "new", "dir/b.json": "old", "c.json": "bad", "-": "new" };
const run = (args: readonly string[], more: Parameters<typeof runCommand>[2] = {}) =>
  runCommand(submit, args, { files, server, ...more });

describe("assay submit", () => {
  test("is content when every file is stored or known", async () => {
    const { status, out, err } = await run([...WHERE, "a.json", "dir/b.json"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/^stored {3}a\.json .*\nknown {4}dir\/b\.json .*\n$/);
  });

  test("answers 1 when one is refused, says where and why, and sends the rest", async () => {
    const { status, out, asked } = await run([...WHERE, "c.json", "a.json"]);
    expect(status).toBe(1);
    expect(out).toContain("refused  c.json\n         /line/1: A brace is missing. Add it.\n");
    expect(asked).toHaveLength(2);
  });

  test("prints with --json one line a file, in order, with the file as it was named", async () => {
    const { status, out } = await run([...WHERE, "--json", "dir/b.json", "c.json", "-"]);
    expect(status).toBe(1);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { file: "dir/b.json", ...receipt("known") },
      { file: "c.json", status: "refused", report: null, findings: [], problems: [problem] },
      { file: "-", ...receipt("stored") },
    ]);
  });

  test("sends the others when one cannot be read, and says of each what came of it", async () => {
    const { status, out, asked } = await run([...WHERE, "--json", "gone.json", "c.json", "a.json"]);
    expect(status).toBe(2);
    expect(asked).toHaveLength(2);
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).status),
    ).toEqual(["refused", "refused", "stored"]);
    expect(out).toContain('"rule":"file/unreadable"');
  });

  test("tells the server the file's own name, and none for standard input", async () => {
    const { asked } = await run([...WHERE, "--tlp", "GREEN", "--format", "osv", "dir/b.json", "-"]);
    expect(asked).toEqual([
      "/api/reports?format=osv&tlp=GREEN&name=b.json",
      "/api/reports?format=osv&tlp=GREEN",
    ]);
  });

  test("takes address and token from the environment, and a flag before them", async () => {
    const env = { ASSAY_URL: "https://env.example", ASSAY_TOKEN: "from-env\n" };
    expect((await run(["a.json"], { env })).opened).toEqual(["https://env.example from-env"]);
    const both = await run(["--url", "https://flag.example", "a.json"], { env });
    expect(both.opened).toEqual(["https://flag.example from-env"]);
  });

  test("counts a file that is too large as refused", async () => {
    const tooLarge = json(413, { code: "request/too-large", detail: "A file may have 5 bytes." });
    const { status, out } = await run([...WHERE, "--json", "a.json"], { server: () => tooLarge });
    expect(status).toBe(1);
    expect(JSON.parse(out).problems).toEqual([
      { rule: "request/too-large", pointer: "", message: "A file may have 5 bytes." },
    ]);
  });

  test.each([
    ["no file", WHERE, /Name at least one file/],
    ["no address", ["--token", "t", "a.json"], /Give --url and --token/],
    ["a file that is not there", [...WHERE, "gone.json"], /gone\.json: There is no such file\./],
    ["an unknown option", [...WHERE, "--fromat", "osv", "a.json"], /Unknown option '--fromat'/],
    ["an option without its value", ["a.json", "--url"], /--url/],
  ])("answers 2 with a sentence: %s", async (_, args, sentence) => {
    const { status, out, err } = await run(args);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(/^assay submit: /);
    expect(err).toMatch(sentence);
  });

  test.each([
    ["a token that is not valid", json(401, { detail: "Sign in first." }), /401: Sign in first\./],
    ["a server that failed", json(500, { detail: "Broke." }), /500: Broke\./],
    [
      "a proxy in between",
      { status: 502, type: "text/html", body: "<h1>Bad Gateway</h1>" },
      /502: <h1>Bad Gateway/,
    ],
    [
      "a page that is no Assay",
      { status: 200, type: "text/html", body: "<p>Hello" },
      /200: <p>Hello/,
    ],
    [
      "an option that the server does not know, with what it knows",
      json(400, { detail: "Faults.", problems: [{ pointer: "/query/tlp", message: "One of …" }] }),
      /400: Faults\.\n {2}\/query\/tlp: One of …/,
    ],
  ])("answers 2 when it could not ask: %s", async (_, answer, sentence) => {
    const { status, out, err } = await run([...WHERE, "a.json"], { server: () => answer });
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(sentence);
  });

  test("has said what became of the files before the one that it could not send", async () => {
    const failing = (path: string, body: string | null) =>
      body === "old" ? json(500, { detail: "Broke." }) : server(path, body);
    const args = [...WHERE, "--json", "a.json", "dir/b.json", "-"];
    const { status, out } = await run(args, { server: failing });
    expect(status).toBe(2);
    expect(out.trimEnd().split("\n")).toHaveLength(1);
  });
});
