import { type ReactNode, useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import type { Permission } from "#core/access/permission.ts";
import type { Move } from "#core/clearinghouse/caseMove.ts";
import { useMay } from "../../session.ts";
import { TextButton } from "../../ui/Page.tsx";
import { moveOf } from "./moves.ts";

/**
 * An act of a section that opens a dialog. Not offered to those who may never do it; grey, with the reason, while the case's
 * state forbids it.
 */
export function Act(props: {
  readonly page: CasePage;
  readonly move: Move;
  readonly needs: Permission;
  readonly label: string;
  readonly children: (open: boolean, close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const { allowed, why } = moveOf(props.page, props.move);
  if (!useMay()(props.needs)) return null;
  return (
    <>
      <TextButton disabled={!allowed} title={why} onClick={() => setOpen(true)}>
        {props.label}
      </TextButton>
      {open && props.children(open, () => setOpen(false))}
    </>
  );
}
