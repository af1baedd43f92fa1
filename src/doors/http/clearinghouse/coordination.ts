import type { FastifyRequest } from "fastify";
import { answerByLink } from "#actions/clearinghouse/answerOwner.ts";
import { discardMessage, draftMessage, editMessage } from "#actions/clearinghouse/draftMessage.ts";
import { inviteParticipant, revokeLinks } from "#actions/clearinghouse/inviteParticipant.ts";
import { negotiateEmbargo } from "#actions/clearinghouse/negotiateEmbargo.ts";
import { changePreference, readPreference } from "#actions/clearinghouse/ownerPreference.ts";
import { readInvitations } from "#actions/clearinghouse/readInvitations.ts";
import { readOwnerView } from "#actions/clearinghouse/readOwnerView.ts";
import { recordVerdict } from "#actions/clearinghouse/recordVerdict.ts";
import { sendMessage } from "#actions/clearinghouse/sendMessage.ts";
import * as contract from "#contract/clearinghouse/coordination.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";

/** `Authorization: Link <token>`; who asks has been read from it already, this is for the link's own dates. */
const linkOf = ({ headers }: FastifyRequest): string =>
  (headers.authorization ?? "").split(" ", 2)[1] ?? "";

export const coordinationRoutes = [
  on(contract.inviteParticipant, ({ deps, asker, params, body }) =>
    inviteParticipant(deps, asker, params.ref, body),
  ),
  on(contract.listInvitations, async ({ deps, asker }) => ok(await readInvitations(deps, asker))),
  on(contract.revokeLinks, ({ deps, asker, params }) =>
    revokeLinks(deps, asker, params.ref, params.partyId),
  ),
  on(contract.negotiateEmbargo, ({ deps, asker, params, body }) =>
    negotiateEmbargo(deps, asker, params.ref, body),
  ),
  on(contract.draftMessage, ({ deps, asker, params, body }) =>
    draftMessage(deps, asker, params.ref, body),
  ),
  on(contract.editMessage, ({ deps, asker, params, body }) =>
    editMessage(deps, asker, params.ref, params.id, body),
  ),
  on(contract.discardMessage, ({ deps, asker, params }) =>
    discardMessage(deps, asker, params.ref, params.id),
  ),
  on(contract.sendMessage, ({ deps, asker, params, body }) =>
    sendMessage(deps, asker, params.ref, params.id, body),
  ),
  on(contract.recordVerdict, ({ deps, asker, params, body }) =>
    recordVerdict(deps, asker, params.ref, body),
  ),
  on(contract.getOwnerView, ({ deps, asker, request }) =>
    readOwnerView(deps, asker, linkOf(request)),
  ),
  on(contract.answerByLink, ({ deps, asker, request, body }) =>
    answerByLink(deps, asker, linkOf(request), body),
  ),
  on(contract.getPreference, ({ deps, asker }) => readPreference(deps, asker)),
  on(contract.changePreference, ({ deps, asker, body }) => changePreference(deps, asker, body)),
];
