import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  type Invitation,
  listInvitations,
  negotiateEmbargo,
} from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { useMay, useMe } from "../../session.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Time } from "../../ui/Time.tsx";
import { caseQuery } from "../case/caseQuery.ts";
import classes from "./queue.module.css";

/** What this person's party is asked into. It sees nothing of a case before it has accepted the terms. */
export function Invitations() {
  const may = useMay()("embargo.negotiate");
  const { party } = useMe();
  const query = useQuery({
    queryKey: ["invitations"],
    queryFn: ({ signal }) => call(listInvitations, { signal }),
    enabled: may && party !== null,
  });
  return query.data?.items.map((invitation) => (
    <One key={invitation.ref + invitation.role} invitation={invitation} party={party?.name ?? ""} />
  ));
}

function One({ invitation, party }: { readonly invitation: Invitation; readonly party: string }) {
  const { ref, role, invitedAt, terms } = invitation;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: () => call(negotiateEmbargo, { params: { ref }, body: { move: "accept" } }),
    onSuccess: (page) => {
      queries.setQueryData(caseQuery(ref).queryKey, page);
      for (const key of ["invitations", "cases", "case-counts", "me"])
        void queries.invalidateQueries({ queryKey: [key] });
      void navigate({ to: "/cases/$ref", params: { ref } });
    },
  });
  return (
    <section className={classes.notice} aria-label={`Invitation to ${ref}`}>
      <span>
        <b className="strong">{party}</b> is invited to <span className="mono">{ref}</span> as{" "}
        {role}, <Time at={invitedAt} as="day" />.{" "}
        {terms && (
          <>
            It sees the case once it agrees to keep it to itself until{" "}
            <Time at={terms.day} as="day" /> ({terms.note}).
          </>
        )}
      </span>
      <Refusal error={accept.error} />
      <Button className="push" loading={accept.isPending} onClick={() => accept.mutate()}>
        Accept the terms of {ref}
      </Button>
    </section>
  );
}
