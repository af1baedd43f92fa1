import { askEscalation, readAnswer } from "#actions/guard/askEscalation.ts";
import { decideEscalation } from "#actions/guard/decideEscalation.ts";
import { readEscalation, readEscalations } from "#actions/guard/readEscalations.ts";
import * as contract from "#contract/guard/escalation.ts";
import { on } from "../bind.ts";

const LOOK_MS = 500;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export const escalationRoutes = [
  on(contract.askEscalation, ({ deps, asker, body }) => askEscalation(deps, asker, body)),

  /** Answers as soon as it is decided, or when the wait is over; whoever hung up is waited for no longer. */
  on(contract.awaitEscalation, async ({ deps, asker, params, query, request }) => {
    const until = Date.now() + query.wait * 1000;
    let answer = await readAnswer(deps, asker, params.id);
    while (answer.ok && answer.value.state === "waiting" && Date.now() < until) {
      if (request.raw.destroyed) break;
      await pause(Math.min(LOOK_MS, until - Date.now()));
      answer = await readAnswer(deps, asker, params.id);
    }
    return answer;
  }),

  on(contract.listEscalations, ({ deps, asker, query }) => readEscalations(deps, asker, query)),
  on(contract.getEscalation, ({ deps, asker, params }) => readEscalation(deps, asker, params.id)),
  on(contract.decideEscalation, ({ deps, asker, params, body }) =>
    decideEscalation(deps, asker, params.id, body),
  ),
];
