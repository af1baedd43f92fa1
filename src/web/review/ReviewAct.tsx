import { type ReactNode, useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { ReviewMove } from "#core/review/reviewMove.ts";
import { REVIEW_MOVES } from "#core/review/reviewMove.ts";
import type { Side } from "#core/review/side.ts";
import { TextButton } from "../ui/Page.tsx";
import { moveOf } from "./moves.ts";

/**
 * An act of a section that opens a dialog. Not offered to the side that never does it; grey, with the reason, while the review's
 * stage leaves no room for it.
 */
export function ReviewAct(props: {
  readonly page: ReviewPage;
  readonly move: ReviewMove;
  readonly label: string;
  readonly children: (close: () => void) => ReactNode;
}) {
  const [shown, setShown] = useState(false);
  const { open, why } = moveOf(props.page, props.move);
  const sides: readonly Side[] = REVIEW_MOVES[props.move].sides;
  if (!sides.includes(props.page.side)) return null;
  return (
    <>
      <TextButton disabled={!open} title={why} onClick={() => setShown(true)}>
        {props.label}
      </TextButton>
      {shown && props.children(() => setShown(false))}
    </>
  );
}
