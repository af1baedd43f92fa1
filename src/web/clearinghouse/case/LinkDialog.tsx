import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { linkSibling, mergeCase } from "#contract/clearinghouse/merge.ts";
import { CaseRef } from "#contract/page.ts";
import { call } from "../../api.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";
import { moveOf } from "./moves.ts";

/** Link or merge by hand, where nothing proposed it. */
export function LinkDialog(props: {
  readonly page: CasePage;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { page } = props;
  const [how, setHow] = useState<"sibling" | "merge">("sibling");
  const [typed, setTyped] = useState("");
  const other = typed.trim().toUpperCase();
  const change = useCaseChange(page, props.onClose);
  const params = { ref: page.ref };
  const mayMerge = moveOf(page, "merge").allowed;
  const valid = CaseRef.safeParse(other).success && other !== page.ref;
  return (
    <FormDialog
      open={props.open}
      title={`Join ${page.ref} to another case`}
      says={
        how === "sibling"
          ? "Both stay cases of their own, with their own clocks."
          : `${page.ref} goes into the other case; both credits are kept, nobody outside is told, and it is reversed exactly by an undo.`
      }
      act={
        how === "sibling" ? "Link as siblings" : `Merge ${page.ref} into ${valid ? other : "it"}`
      }
      busy={change.isPending}
      error={change.error}
      disabled={!valid}
      onSubmit={() =>
        change.mutate((headers) =>
          how === "sibling"
            ? call(linkSibling, { params, headers, body: { other, linked: true } })
            : call(mergeCase, { params, headers, body: { into: other } }),
        )
      }
      onClose={props.onClose}
    >
      <NativeSelect
        label="How"
        data={[
          { value: "sibling", label: "As sibling: the same shape in another place" },
          { value: "merge", label: "Merge: one root cause", disabled: !mayMerge },
        ]}
        value={how}
        onChange={(event) => setHow(event.currentTarget.value as "sibling" | "merge")}
      />
      <TextInput
        label="The other case"
        required
        placeholder="VC-2026-0455"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
