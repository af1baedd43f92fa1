import { eraseSubject, readErased } from "#actions/guard/eraseSubject.ts";
import { addTerms, endOneTerm, readTerms } from "#actions/guard/keepTerms.ts";
import { plantCanary, readCanaries } from "#actions/guard/plantCanary.ts";
import { pseudonymise } from "#actions/guard/pseudonymise.ts";
import { revealPseudonyms } from "#actions/guard/revealPseudonyms.ts";
import * as contract from "#contract/guard/register.ts";
import { on } from "../bind.ts";

export const registerRoutes = [
  on(contract.listGuardTerms, ({ deps, asker }) => readTerms(deps, asker)),
  on(contract.addGuardTerms, ({ deps, asker, body }) => addTerms(deps, asker, body.terms)),
  on(contract.endGuardTerm, ({ deps, asker, params }) => endOneTerm(deps, asker, params.id)),
  on(contract.listCanaries, ({ deps, asker, params }) => readCanaries(deps, asker, params.ref)),
  on(contract.plantCanary, ({ deps, asker, params, body }) =>
    plantCanary(deps, asker, params.ref, body.place),
  ),
  on(contract.listErasedSubjects, ({ deps, asker }) => readErased(deps, asker)),
  on(contract.eraseSubject, ({ deps, asker, body }) => eraseSubject(deps, asker, body)),
  on(contract.pseudonymise, ({ deps, asker, params, body }) =>
    pseudonymise(deps, asker, params.ref, body),
  ),
  on(contract.revealPseudonyms, ({ deps, asker, params, body }) =>
    revealPseudonyms(deps, asker, params.ref, body),
  ),
];
