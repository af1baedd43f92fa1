import type { Readable } from "node:stream";
import { appendLines } from "#actions/evaluationDesk/appendLines.ts";
import { compareRuns } from "#actions/evaluationDesk/compareRuns.ts";
import { noSuchEvaluation } from "#actions/evaluationDesk/evaluator.ts";
import { finishRun } from "#actions/evaluationDesk/finishRun.ts";
import { openRun } from "#actions/evaluationDesk/openRun.ts";
import { lookAtRun, readRun, readRuns } from "#actions/evaluationDesk/readRuns.ts";
import { compareEvaluations } from "#contract/evaluation/comparison.ts";
import * as contract from "#contract/evaluation/run.ts";
import { ok } from "#core/result.ts";
import { askerOf } from "../asker.ts";
import { on } from "../bind.ts";
import { linesOf } from "../clearinghouse/lines.ts";
import { showLive } from "../liveView.ts";
import { streamLines } from "../streamLines.ts";
import { readLines } from "./readLine.ts";

/** A transcript with all that came over the wire. */
const LINE_LIMIT = 32 * 1024 * 1024;

export const runRoutes = [
  on(contract.openEvaluation, async ({ deps, asker, body, reply }) => {
    const { testSet, ...opening } = body;
    const opened = await openRun(deps, asker, { ...opening, testSet });
    if (opened.ok && !opened.value.isNew) reply.code(200);
    return opened;
  }),
  on(contract.listEvaluations, ({ deps, asker, query }) => readRuns(deps, asker, query)),
  on(contract.getEvaluation, ({ deps, asker, params }) => readRun(deps, asker, params.ref)),
  on(contract.appendTrials, async ({ deps, asker, params, request, reply }) => {
    const body = request.body as Readable;
    const lines = readLines(linesOf(body, LINE_LIMIT));
    const answers = await appendLines(deps, asker, params.ref, lines);
    if (!answers.ok) return answers;
    await streamLines(request, reply, answers.value);
    return ok(undefined);
  }),
  on(contract.finishEvaluation, ({ deps, asker, params, body }) =>
    finishRun(deps, asker, params.ref, body),
  ),
  on(contract.followEvaluation, async ({ deps, asker, params, request, reply }) => {
    const first = await lookAtRun(deps, asker, params.ref);
    if (!first) return noSuchEvaluation();
    let told: string | undefined;
    await showLive({
      request,
      reply,
      first,
      look: async () => {
        const again = await askerOf(deps, request);
        return again && (await lookAtRun(deps, again, params.ref));
      },
      tell: (raw, found) => {
        const data = JSON.stringify(found);
        if (data !== told) raw.write(`event: progress\ndata: ${data}\n\n`);
        told = data;
      },
      isLast: ({ state }) => state !== "running",
    });
    return ok(undefined);
  }),
  on(compareEvaluations, ({ deps, asker, params, query }) =>
    compareRuns(deps, asker, params, query),
  ),
];
