import * as accounts from "#actions/access/keepAccounts.ts";
import { createToken, listTokens, revokeToken } from "#actions/access/token.ts";
import * as contract from "#contract/access/party.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";

type Kind = (typeof contract.PARTY_KINDS)[number];

export const partyRoutes = [
  on(contract.listParties, async ({ deps, asker, query }) => {
    const { items, next } = await accounts.readParties(deps, asker, query);
    return ok({ items: items.map((item) => ({ ...item, kind: item.kind as Kind })), next });
  }),
  on(contract.addParty, async ({ deps, asker, body }) => {
    const added = await accounts.addParty(deps, asker, body);
    return added.ok ? ok({ ...added.value, kind: body.kind }) : added;
  }),
  on(contract.listPersons, async ({ deps, asker, query }) =>
    ok(await accounts.readPersons(deps, asker, query)),
  ),
  on(contract.addPerson, ({ deps, asker, body }) => accounts.addPerson(deps, asker, body)),
  on(contract.changePerson, ({ deps, asker, params, body }) =>
    accounts.changePerson(deps, asker, params.id, body),
  ),
  on(contract.renewEnrolment, ({ deps, asker, params }) =>
    accounts.renewEnrolment(deps, asker, params.id),
  ),
  on(contract.listTokens, async ({ deps, asker }) => ok(await listTokens(deps, asker))),
  on(contract.createToken, ({ deps, asker, body }) => createToken(deps, asker, body)),
  on(contract.revokeToken, ({ deps, asker, params }) => revokeToken(deps, asker, params.id)),
];
