import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { useIdentities } from "../../sealed/useIdentities.ts";
import { useMe } from "../../session.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { reviewQuery } from "../reviewQuery.ts";
import { KIND_WORDS } from "../words.ts";
import { KeyAtHand } from "./KeyAtHand.tsx";
import { ReaderChoice } from "./ReaderChoice.tsx";
import { namesOf, readersOf } from "./readers.ts";
import { readersAfter } from "./readersAfter.ts";
import { rewrapThing } from "./rewrapThing.ts";

/** Who reads a sealed thing from now on. Only somebody who can read it can change that, and only here, with their own key. */
export function ReadersDialog(props: {
  readonly page: ReviewPage;
  readonly material: ReviewPage["materials"][number];
  readonly onClose: () => void;
}) {
  const { page, material } = props;
  const queries = useQueryClient();
  const partyId = useMe().party?.id ?? null;
  const isSender = partyId === material.byPartyId;
  const before = material.recipients;
  const keys = before.map(({ key }) => key);
  const parties = readersOf(page, isSender ? material : { ...material, openedBy: partyId });
  const [chosen, setChosen] = useState<readonly string[]>(keys);
  const hasKey = useIdentities().all.some(({ key }) => keys.includes(key));
  const change = readersAfter({ parties, before, chosen, isSender });
  const save = useMutation({
    mutationFn: () =>
      rewrapThing({ review: page.ref, id: material.id, before, after: change.after }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: reviewQuery(page.ref).queryKey });
      props.onClose();
    },
  });
  const adds = change.added.length > 0 ? `Let ${namesOf(change.added)} read it` : "";
  const takes = change.taken.length > 0 ? `Take it from ${namesOf(change.taken)}` : "";
  return (
    <FormDialog
      open
      title={`Readers: ${KIND_WORDS[material.kind]}`}
      says="Its key is wrapped anew on this machine; the content stays as it is and goes nowhere."
      act={[adds, takes].filter(Boolean).join("; ") || "Change its readers"}
      busy={save.isPending}
      error={save.error}
      disabled={!hasKey || change.after.length === 0 || (adds === "" && takes === "")}
      onSubmit={() => save.mutate()}
      onClose={props.onClose}
    >
      <ReaderChoice
        parties={parties}
        chosen={chosen}
        kept={isSender ? [] : keys}
        onChoose={setChosen}
      />
      {change.taken.length > 0 && (
        <p className="small soft" role="status">
          Who has opened it keeps what they opened; a destruction certificate is asked of them all
          the same.
        </p>
      )}
      <KeyAtHand keys={keys} />
    </FormDialog>
  );
}
