import { describe, expect, test } from "vitest";
import { runCommand } from "../../testing/commandLine.ts";
import { asking } from "./ask.ts";
import { caseList } from "./caseList.ts";
import { COMMANDS, findCommand, helpWith, usage } from "./commands.ts";

const each = COMMANDS.map((command) => [command.name, command] as const);
const SERVER = { ASSAY_URL: "https://assay.example", ASSAY_TOKEN: "t" };

describe("every command", () => {
  test.each(each)("assay %s explains itself and touches nothing", async (name, { run }) => {
    for (const flag of ["--help", "-h"]) {
      const { status, out, err } = await runCommand(run, [flag]);
      expect({ status, err }).toEqual({ status: 0, err: "" });
      expect(out.startsWith(`Usage: assay ${name}`)).toBe(true);
      expect(out).toMatch(/\n {2}\S|\nExit status/);
    }
  });

  test.each(each)("assay %s answers 2 to an option it does not know", async (name, { run }) => {
    const { status, out, err } = await runCommand(run, ["--colour", "red"], { env: SERVER });
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain("--colour");
    if (name !== "verify") expect(err.startsWith(`assay ${name}: `)).toBe(true);
  });

  test.each(each.filter(([name]) => name !== "submit"))(
    "assay %s answers 2 to a word too many",
    async (_, { run }) => {
      const { status, err } = await runCommand(run, ["one", "two", "three"], { env: SERVER });
      expect(status).toBe(2);
      expect(err).not.toBe("");
    },
  );

  test("is found by its longest name, and told of in the usage", () => {
    expect(findCommand(COMMANDS, ["case", "list", "--json"])).toMatchObject({
      command: { name: "case list" },
      args: ["--json"],
    });
    expect(findCommand(COMMANDS, ["case"]).command).toBeUndefined();
    for (const { name, summary } of COMMANDS)
      expect(usage(COMMANDS)).toContain(`${name.padEnd(16)} ${summary}`);
  });
});

test("what the system refuses is told with what to do about it", async () => {
  let said = "";
  const io = { out: () => {}, err: (text: string) => (said += text) };
  const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  expect(await asking("eval run", { io }, () => Promise.reject(full))).toBe(2);
  expect(said).toBe(
    "assay eval run: ENOSPC: no space left on device. The disk is full: make room, and run it again.\n",
  );
});

describe("a word that is no command", () => {
  const said = (...argv: string[]) => helpWith(COMMANDS, argv);

  test("but the beginning of several lists these alone", () => {
    for (const argv of [["eval"], ["eval", "--help"], ["eval", "-h"], ["eval", "help"]]) {
      const { isAsked, text } = said(...argv);
      expect(isAsked).toBe(argv.length > 1);
      expect(text).toContain("eval calibrate");
      expect(text).not.toContain("guard scan");
    }
  });

  test("is told, with what was probably meant", () => {
    expect(said("eval", "runn")).toMatchObject({ isAsked: false });
    expect(said("eval", "calibrat").text).toContain('Did you mean "eval calibrate"?');
    expect(said("sumbit").text).toContain('Did you mean "submit"?');
    expect(said().isAsked).toBe(true);
  });
});

describe("assay case list", () => {
  const row = (n: number) => ({
    ref: `VC-2026-000${n}`,
    title: `Flaw ${n}`,
    tlp: "AMBER",
    status: "open",
    component: null,
    version: null,
    weakness: null,
    evidence: "asserted",
    severity: { finder: null, verifier: null, owner: null },
    decision: { table: "bod", outcome: "14 days", rank: 3, dueAt: null, unknowns: 1 },
    embargo: { state: "none", endsAt: null, exploited: false },
    reports: 1,
    owner: { state: "not told", since: null },
    assignedTo: null,
    openedAt: "2026-09-22T09:40:00.000Z",
  });
  const page = (rows: number[], next: string | null) => ({
    status: 200,
    type: "application/json",
    body: JSON.stringify({ items: rows.map(row), next }),
  });
  const server = (path: string) =>
    path.includes("after=") ? page([3, 4], null) : page([1, 2], "cursor");
  const list = (...args: string[]) => runCommand(caseList, args, { env: SERVER, server });

  test("reads on until it has as many as were asked for", async () => {
    const { status, out, asked } = await list("--json", "--limit", "3", "--view", "due");
    expect(status).toBe(0);
    const refs = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).ref);
    expect(refs).toEqual(["VC-2026-0001", "VC-2026-0002", "VC-2026-0003"]);
    expect(asked).toEqual([
      "/api/cases?limit=3&view=due",
      "/api/cases?limit=3&view=due&after=cursor",
    ]);
  });

  test.each(["0", "-1", "many", "1.5"])("takes no limit of %s", async (limit) => {
    const { status, err, asked } = await list(`--limit=${limit}`);
    expect({ status, asked }).toEqual({ status: 2, asked: [] });
    expect(err).toContain("--limit is a number from 1.");
  });
});
