import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { assay } from "../../e2e/support/command.ts";
import { type RunningServer, startServer } from "../../e2e/support/server.ts";
import type { Conformance } from "../conformance.ts";
import { countIn, FOLDERS } from "./intake.ts";

type Line = {
  readonly file: string;
  readonly status: string;
  readonly report: string | null;
  readonly findings: readonly unknown[];
  readonly problems: readonly { readonly pointer: string; readonly message: string }[];
};

type Round = {
  readonly exit: number | null;
  readonly answers: readonly Line[];
  readonly seconds: number;
};

const pathsIn = (suites: string): string[] =>
  FOLDERS.flatMap((folder) => {
    const path = join(suites, "intake", folder);
    return readdirSync(path)
      .toSorted()
      .map((name) => join(path, name));
  });

/** All files by the command, as a finder sends them. */
async function submitAll(url: string, token: string, files: readonly string[]): Promise<Round> {
  const begun = performance.now();
  const env = { ASSAY_URL: url, ASSAY_TOKEN: token };
  const { status, out, err } = await assay(["submit", "--json", ...files], { env });
  const lines = out.split("\n").filter((line) => line !== "");
  if (err !== "") throw new Error(err);
  const answers = lines.map((line) => JSON.parse(line) as Line);
  return { exit: status, answers, seconds: (performance.now() - begun) / 1000 };
}

/** What is wrong with one answer; null when it is `wanted`, with every finding that the file holds. */
function faultOf(file: string, answer: Line | undefined, wanted: string): string | null {
  if (answer?.file !== file) return `${file}: answered out of order, or not at all`;
  const [problem] = answer.problems;
  if (answer.status !== wanted)
    return `${file}: ${answer.status}${problem ? ` at ${problem.pointer}: ${problem.message}` : ""}`;
  const held = countIn(readFileSync(file), basename(file), basename(dirname(file)));
  return answer.findings.length === held
    ? null
    : `${file}: ${answer.findings.length} findings, the file holds ${held}`;
}

async function countsOf(url: string, token: string): Promise<string> {
  const reply = await fetch(`${url}/api/counts`, { headers: { authorization: `Bearer ${token}` } });
  const { reports, findings, cases } = (await reply.json()) as Record<string, number>;
  return `${reports} reports, ${findings} findings, ${cases} cases`;
}

async function submitTwice(server: RunningServer, files: readonly string[]): Promise<Conformance> {
  const [finder, analyst] = [await server.token("finder"), await server.token("analyst")];
  const first = await submitAll(server.url, finder, files);
  const counts = await countsOf(server.url, analyst);
  const second = await submitAll(server.url, finder, files);
  const later = await countsOf(server.url, analyst);
  const faults = files.flatMap((file, i) => {
    const [one, two] = [first.answers[i], second.answers[i]];
    const fault = faultOf(file, one, "stored") ?? faultOf(file, two, "known");
    if (fault !== null) return [fault];
    return one?.report === two?.report ? [] : [`${file}: ${one?.report}, and later ${two?.report}`];
  });
  if (first.exit !== 0 || second.exit !== 0)
    faults.push(`the command ended with ${first.exit} and ${second.exit}`);
  if (counts !== later) faults.push(`after the second run there are ${later}`);
  const lines = [
    `first run  ${first.seconds.toFixed(1)} s: ${counts}`,
    `second run ${second.seconds.toFixed(1)} s: ${later}`,
    ...faults,
  ];
  return {
    name: "submit",
    passed: Math.max(0, files.length - faults.length),
    failed: faults.length,
    lines,
  };
}

/** The files of the suite, sent twice to a real server: every one is stored, then every one is known. */
export async function run(suites: string): Promise<Conformance> {
  const server = await startServer({ args: ["--log-level", "warn"] });
  try {
    return await submitTwice(server, pathsIn(suites));
  } finally {
    await server.stop();
  }
}
