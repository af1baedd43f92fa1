import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readJudgedRun } from "#actions/evaluation/readJudgedRun.ts";
import type { CalibrationRecord } from "#core/evaluation/calibration/calibrationRecord.ts";
import { isCalibratedBy } from "#core/evaluation/calibration/calibrationRecord.ts";
import { type Identity, toIdentity } from "#core/evaluation/identity.ts";
import { toTrialLine, toVerdictLine } from "#core/evaluation/runFolder/head.ts";
import { FILES, toJudgeFile, toVerdictsFile } from "#core/evaluation/runFolder/rows.ts";
import { decidePanel } from "#core/evaluation/verdict.ts";
import { runCommand } from "../../../testing/commandLine.ts";
import { makeFolder } from "../../../testing/folder.ts";
import { evalCalibrate } from "./calibrate.ts";

const KEY = toIdentity("judge", "panel");
const MODEL = toIdentity("judge", "model");
const N = 120;
const trialOf = (at: number): Identity => toIdentity("trial", at);
const isYes = (at: number): boolean => at % 2 === 0;

const RUN = {
  format: "assay-run/1",
  name: "leak",
  trials: N,
  configuration: {},
  behaviour: { name: "leak", description: "", context: null },
  taxonomy: { behaviour: { name: "leak", definition: "" }, terms: [], categories: [] },
};
const JUDGE = {
  format: "assay-judge/1",
  judge: KEY,
  metrics: ["leak"],
  unscored: [],
  calibrated: false,
};

/** The folder of a run that a model judged; `errs` says where it is wrong. */
function makeRun(
  errs: (at: number) => boolean,
  evaluation = makeFolder("assay-calibrate-"),
  name = "one",
): string {
  const folder = join(evaluation, "runs", name);
  mkdirSync(folder, { recursive: true });
  const used = { calls: 0, tokens: 0, cost: 0 };
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(FILES.run, JSON.stringify(RUN));
  write(toJudgeFile(KEY), JSON.stringify(JUDGE));
  const [trials, verdicts] = [[] as string[], [] as string[]];
  for (let at = 0; at < N; at += 1) {
    const head = { ordinal: at, attempt: 0, used };
    const about = { trial: trialOf(at), case: toIdentity("case", at) };
    trials.push(toTrialLine({ ...head, end: "completed" } as never));
    const outcome = isYes(at) !== errs(at) ? "yes" : "no";
    const opinion = {
      judge: MODEL,
      kind: "model",
      outcome,
      reason: "so",
      seen: [],
      citations: [],
    } as const;
    const verdict = { ...about, dimension: "leak", category: null, ...decidePanel([opinion]) };
    verdicts.push(
      toVerdictLine({
        ...head,
        ...about,
        repetition: 0,
        probed: null,
        verdicts: [verdict],
        calls: [],
      } as never),
    );
  }
  write(FILES.trials, `${trials.join("\n")}\n`);
  write(toVerdictsFile(KEY), `${verdicts.join("\n")}\n`);
  return folder;
}

type Task = { readonly trial: Identity; readonly person: string };

/** Labels as people fill them in who see the truth. */
async function drawAndLabel(folder: string) {
  const args = [folder, "--draw", "80", "--people", "ada,bo", "--doubled", "30"];
  const drawn = await runCommand(evalCalibrate, args);
  const ats = new Map(Array.from({ length: N }, (_, at) => [trialOf(at), at]));
  const tasks = drawn.out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Task);
  const labels = tasks
    .map((task) => ({ ...task, outcome: isYes(ats.get(task.trial) ?? 0) ? "yes" : "no" }))
    .map((label) => `${JSON.stringify(label)}\n`)
    .join("");
  return { drawn, tasks, labels };
}

describe("assay eval calibrate", () => {
  test("draws a sample that tells nothing of the verdicts, and holds judges against its labels", async () => {
    const folder = makeRun((at) => at % 10 === 3);
    const { drawn, tasks, labels } = await drawAndLabel(folder);
    expect([drawn.status, tasks.length]).toEqual([0, 110]);
    expect(drawn.out).not.toContain('"yes"');
    expect(drawn.err).not.toContain("yes");
    const files = { "labels.jsonl": labels };
    const ran = await runCommand(evalCalibrate, [folder, "--labels", "labels.jsonl", "--json"], {
      files,
    });
    expect(ran.err).toBe("");
    const { report, drift } = JSON.parse(ran.out) as Pick<CalibrationRecord, "report"> & {
      drift: [];
    };
    expect(ran.status).toBe(0);
    expect(drift).toEqual([]);
    expect(report.judges).toMatchObject([
      { judge: MODEL, calibrated: true, sensitivity: { rate: 1 }, observed: { n: N } },
    ]);
    const { corrected } = report.judges[0] ?? expect.fail();
    expect(corrected?.interval.lower).toBeLessThan(0.5);
    expect(corrected?.interval.upper).toBeGreaterThan(0.5);
    const kept = readFileSync(join(folder, `calibration-${KEY.slice(7, 19)}.json`), "utf8");
    const record = JSON.parse(kept) as CalibrationRecord;
    expect(isCalibratedBy(record)(MODEL, "leak", null)).toBe(true);
    expect(isCalibratedBy(record)(MODEL, "leak", "hints")).toBe(false);
    expect(isCalibratedBy(null)(MODEL, "leak", null)).toBe(false);
  });

  test("is what a gate asks for where a model is the only judge", async () => {
    const evaluation = makeFolder("assay-calibrate-");
    const folder = makeRun(() => false, evaluation);
    const other = makeRun((at) => at % 7 === 0, evaluation, "two");
    const isCalibrated = async (folder: string) => {
      const read = await readJudgedRun(folder, null);
      return read.kind === "own" && read.run.calibrated;
    };
    const before = await isCalibrated(folder);
    const { labels } = await drawAndLabel(folder);
    const files = { l: labels };
    expect((await runCommand(evalCalibrate, [folder, "--labels", "l"], { files })).status).toBe(0);
    expect([before, await isCalibrated(folder)]).toEqual([false, true]);
    // The same judge of another run of the evaluation is the same judge.
    expect(await isCalibrated(other)).toBe(true);
  });

  test("says in words why a judge is not calibrated, and that it drifted", async () => {
    const [before, now] = [makeRun(() => false), makeRun((at) => isYes(at))];
    const { labels } = await drawAndLabel(now);
    const args = [now, "--labels", "l.jsonl", "--against", before];
    const ran = await runCommand(evalCalibrate, args, { files: { "l.jsonl": labels } });
    expect(ran.status).toBe(1);
    expect(ran.out).toContain("not calibrated");
    expect(ran.out).toContain("which a coin has");
    expect(ran.out).toContain("has drifted");
  });

  test.each<[string, readonly string[], string, string]>([
    ["no folder", [], "", "Name the folder"],
    ["neither labels nor draw", ["RUN"], "", "--labels"],
    ["a file that is not there", ["RUN", "--labels", "none"], "", "none cannot be read"],
    ["a line that is no label", ["RUN", "--labels", "l"], '{"trial": "x"}\n', "Line 1:"],
    ["labels not filled in", ["RUN", "--labels", "l"], "", "holds no labels"],
    [
      "a folder of something else",
      ["/", "--labels", "l"],
      `${JSON.stringify({ trial: trialOf(1), dimension: "leak", person: "a", outcome: "yes", blinded: true })}\n`,
      "no run.json",
    ],
    ["nobody to label", ["RUN", "--draw", "10"], "", "Name who labels"],
    ["a level that is none", ["RUN", "--labels", "l", "--confidence", "95"], "", "0.5 to 0.9999"],
  ])("refuses %s, and says what to do", async (_, args, labels, why) => {
    const folder = makeRun(() => false);
    const given = args.map((arg) => (arg === "RUN" ? folder : arg));
    const ran = await runCommand(evalCalibrate, given, { files: { l: labels } });
    expect(ran.status).toBe(2);
    expect(ran.err).toContain(why);
    expect(ran.out).toBe("");
  });
});
