import { beforeAll, expect, test } from "vitest";
import type { AnchorLine } from "#contract/evaluation/anchor.ts";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { evaluationDesk } from "../../../testing/evaluationDesk.ts";
import { DIMENSION, MODEL, makeRun } from "../../../testing/evaluationRuns.ts";
import { EVALUATION_BODIES, isOfEvaluations } from "../../../testing/evaluationSamples.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(evaluationDesk);
const PARAMS: Record<string, string> = { number: "1" };
const BODIES: Record<string, object> = {};

const run = makeRun({ cases: 12, rule: (at) => (at % 3 === 0 ? "yes" : "no") });
const fresh = makeRun({ cases: 12, rule: () => "no", system: "Be brief." });
const unfinished = makeRun({ cases: 12, rule: () => "no", system: "Be short." });

beforeAll(async () => {
  const { teal } = world.people;
  const ref = await world.open(teal, run);
  await world.push(teal, ref, run.trials);
  const other = await world.open(teal, unfinished);
  Object.assign(PARAMS, { ref, other });
  const url = `/api/evaluations/${ref}`;
  const labellers = [teal.personId];
  const sample = { dimension: DIMENSION, size: 12, doubled: 0, labellers };
  await world.ask(teal, "POST", `${url}/samples`, { ...sample, seed: "first" });
  const label = { dimension: DIMENSION, outcome: "yes", reason: "", quotes: [] };
  told(await world.ask(teal, "PUT", `${url}/trials/2/label`, label));
  const set = { title: "Statements", dimension: DIMENSION };
  const anchor = told<AnchorLine>(await world.ask(teal, "POST", `${url}/anchor-sets`, set), 201);
  PARAMS.id = anchor.id;
  const { items } = told<{ items: { trial: { id: string } }[] }>(
    await world.ask(teal, "GET", `/api/anchor-sets/${anchor.id}`),
  );
  told(await world.ask(teal, "PUT", `${url}/trials/3/label`, label));
  BODIES.openEvaluation = fresh.opening;
  BODIES.drawLabelSample = { ...sample, seed: "second" };
  BODIES.checkAnchorSet = {
    judge: MODEL,
    name: "j-alpha",
    outcomes: items.map(({ trial }) => ({ trial: trial.id, outcome: "yes" })),
  };
});

const entries = async (): Promise<number> =>
  (
    await world.desk.owner
      .selectFrom("ledger_entry")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow()
  ).n;

/** It ends the run that the others are about. */
const LAST = ["finishEvaluation"];
const own: readonly Route[] = ROUTES.filter(({ path }) => isOfEvaluations(path));

test.each(
  [...own.filter(({ id }) => !LAST.includes(id)), ...own.filter(({ id }) => LAST.includes(id))]
    .filter(({ id }) => id !== "followEvaluation" && id !== "appendTrials") // streams; they record nothing
    .map((route) => [route.id, route.audit, route] as const),
)("%s leaves a record of the class that the contract names: %s", async (id, audit, route) => {
  const url = route.path.replaceAll(/:(\w+)/g, (_, name: string) => PARAMS[name] ?? name);
  const body = BODIES[id] ?? EVALUATION_BODIES[id]?.();
  const before = await entries();
  const { status, text } = await world.ask(world.people.teal, route.method, url, body);
  expect([id, status < 300, status < 300 ? "" : text]).toEqual([id, true, ""]);
  const added = (await entries()) - before;
  expect([id, added > 0]).toEqual([id, audit !== "none"]);
});
