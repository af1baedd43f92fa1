import { Button, Menu } from "@mantine/core";
import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { REVIEW_MOVES, type ReviewMove } from "#core/review/reviewMove.ts";
import type { Side } from "#core/review/side.ts";
import { OutageDialog } from "./clock/OutageDialog.tsx";
import { UncountedDialog } from "./clock/UncountedDialog.tsx";
import { CompleteDialog } from "./door/CompleteDialog.tsx";
import { NotApplicableDialog } from "./door/NotApplicableDialog.tsx";
import { RecuseDialog } from "./grants/RecuseDialog.tsx";
import { moveOf } from "./moves.ts";

const ITEMS = [
  { move: "report-outage", label: "Put an outage on record…" },
  { move: "leave-days-uncounted", label: "Leave days uncounted…" },
  { move: "recuse", label: "Step back from this review…" },
  { move: "complete", label: "End it as complete…" },
  { move: "find-not-applicable", label: "It does not apply…" },
] as const satisfies readonly { readonly move: ReviewMove; readonly label: string }[];

type Dialog = (typeof ITEMS)[number]["move"];

const isFor = (move: ReviewMove, side: Side): boolean =>
  (REVIEW_MOVES[move].sides as readonly Side[]).includes(side);

/** What is done to the review as a whole; what its stage leaves no room for is grey and says why. */
export function ReviewMenu({ page }: { readonly page: ReviewPage }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle">Review ▾</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ITEMS.filter(({ move }) => isFor(move, page.side)).map(({ move, label }) => {
            const { open, why } = moveOf(page, move);
            return (
              <Menu.Item key={move} disabled={!open} title={why} onClick={() => setDialog(move)}>
                {label}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {dialog === "report-outage" && <OutageDialog page={page} onClose={close} />}
      {dialog === "leave-days-uncounted" && <UncountedDialog page={page} onClose={close} />}
      {dialog === "recuse" && <RecuseDialog page={page} onClose={close} />}
      {dialog === "complete" && <CompleteDialog page={page} onClose={close} />}
      {dialog === "find-not-applicable" && <NotApplicableDialog page={page} onClose={close} />}
    </>
  );
}
