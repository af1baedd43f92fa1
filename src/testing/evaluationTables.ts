import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { checkAnchorSet, freezeAnchorSet } from "#actions/evaluationDesk/anchors.ts";
import { appendLines, type ReadLine } from "#actions/evaluationDesk/appendLines.ts";
import { drawLabelSample, putLabel } from "#actions/evaluationDesk/labels.ts";
import { type Opening, openRun } from "#actions/evaluationDesk/openRun.ts";
import type { PushedLine } from "#actions/evaluationDesk/planLines.ts";
import { done } from "./coordination.ts";
import type { CrowdedDesk } from "./crowdedDesk.ts";
import { DIMENSION, MODEL, makeRun } from "./evaluationRuns.ts";

/** A run of the member party with a labelled trial, frozen and checked; an order of one in a review. */
export async function fillEvaluations({ desk, people, parties }: CrowdedDesk): Promise<void> {
  const { deps, id } = desk;
  const by = people.member.analyst;
  const made = makeRun({ cases: 3, rule: () => "no", system: id });
  const { ref } = done(await openRun(deps, by, made.opening as Opening));
  async function* lines(): AsyncGenerator<ReadLine> {
    for (const [i, one] of made.trials.entries())
      yield { line: i + 1, bytes: null, read: one satisfies PushedLine };
  }
  for await (const _ of done(await appendLines(deps, by, ref, lines())));
  const labellers = [by.personId];
  const wish = { dimension: DIMENSION, seed: "1", size: 3, doubled: 0, labellers };
  done(await drawLabelSample(deps, by, ref, wish));
  const label = { dimension: DIMENSION, outcome: "no", reason: "", quotes: [] } as const;
  done(await putLabel(deps, by, { ref, number: 1 }, label));
  const anchor = done(await freezeAnchorSet(deps, by, ref, { title: "All", dimension: DIMENSION }));
  const [first] = made.trials;
  const outcomes = [{ trial: first?.trial.id ?? "", outcome: "no" as const }];
  done(await checkAnchorSet(deps, by, anchor.id, { judge: MODEL, name: "j", outcomes }));
  const run = sql`(select id from evaluation_run where desk_id = ${id} limit 1)`;
  const now = desk.clock.now();
  for (const row of [
    sql`evaluation_report values (${id}, ${run}, 1, 'RP-2026-0001', ${by.partyId}, ${now})`,
    sql`evaluation_order (desk_id, id, review_id, party_id, person_id, by_label, title, state, grant_id, material_id,
        configuration, budget, seed, ordered_at)
      values (${id}, ${randomUUID()}, (select id from review where desk_id = ${id} limit 1), ${parties.outside.id},
        ${people.outside.reviewer.personId}, 'V. Holm', 'An order', 'ordered', 'g1', ${randomUUID()}, 'behaviour: x', '{}', '11',
        ${now})`,
  ])
    await sql`insert into ${row}`.execute(desk.owner);
}
