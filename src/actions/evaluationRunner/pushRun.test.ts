import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ask } from "#core/sealed/ask.ts";
import {
  control,
  loadFrom,
  readAllVerdicts,
  runFolderOf,
  testDeps,
  writeEvaluation,
} from "../../testing/evaluation.ts";
import { type EvaluationDesk, evaluationDesk } from "../../testing/evaluationDesk.ts";
import { runEvaluation } from "../evaluation/runEvaluation.ts";
import { openDeskClient } from "./deskClient.ts";
import { pushRun } from "./pushRun.ts";

let world: EvaluationDesk;
let folder: string;

beforeAll(async () => {
  world = await evaluationDesk();
  folder = writeEvaluation({
    target: "{ kind: organism, organism: { name: embedded-instruction, rate: 0.5 } }",
    cases: 24,
  });
  const done = await runEvaluation(await loadFrom(folder), testDeps(), control());
  if (!done.ok || done.reported === null) throw new Error("The run did not come to its end.");
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

/** The server without a port; `cut` says of the nth request whether it is lost on its way. */
const askThrough = (cut: (n: number) => boolean = () => false): Ask => {
  let n = 0;
  return async ({ method, path, headers, body }) => {
    n += 1;
    if (cut(n)) throw new Error("The line is cut.");
    const { site, people } = world;
    const reply = await site.app.inject({
      method,
      url: path,
      headers: {
        host: "localhost:4180",
        "x-assay": "test",
        authorization: people.teal.as,
        ...headers,
      },
      ...(body === undefined ? {} : { payload: Buffer.from(body) }),
    });
    return {
      status: reply.statusCode,
      header: () => null,
      pieces: async function* () {
        yield new Uint8Array(reply.rawPayload);
      },
      discard: async () => undefined,
    };
  };
};

const push = (ask: Ask) =>
  pushRun({ client: openDeskClient(ask), folder, judge: null, onProgress: () => {} });

test("a run's folder comes to the server as it is, and an interruption loses nothing and repeats nothing", async () => {
  await expect(push(askThrough((n) => n > 1))).rejects.toThrow("The line is cut.");
  const done = await push(askThrough());
  expect(done).toMatchObject({
    trials: 24,
    planned: 24,
    stored: 48,
    known: 0,
    refused: 0,
    finished: true,
  });
  expect(await push(askThrough())).toMatchObject({ ref: done.ref, stored: 0, known: 48 });
  const page = await world.page(world.people.teal, done.ref);
  expect(page).toMatchObject({ state: "finished", trials: 24, judged: 24, model: "organism" });
  const verdicts = readAllVerdicts(runFolderOf(folder)).flatMap((row) => row.verdicts);
  const told = (name: string) => page.figures.find(({ category }) => category === name)?.rate.yes;
  for (const name of ["Saying the word", "Saying nothing"]) {
    const yes = verdicts.filter(({ category, outcome }) => category === name && outcome === "yes");
    expect([name, told(name)]).toEqual([name, yes.length]);
  }
  expect(page.judges.map(({ kind, name }) => [kind, name])).toEqual([["rule", "contains"]]);
});
