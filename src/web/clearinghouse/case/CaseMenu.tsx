import { Button, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { assignCase } from "#contract/clearinghouse/case.ts";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import type { Move } from "#core/clearinghouse/caseMove.ts";
import { call } from "../../api.ts";
import { useKeys } from "../../keys/useKeys.ts";
import { useMay, useMe } from "../../session.ts";
import { notify } from "../../ui/notify.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import { CloseDialog } from "./CloseDialog.tsx";
import { CveDialog } from "./CveDialog.tsx";
import { useCaseChange } from "./caseQuery.ts";
import { moveOf } from "./moves.ts";
import { TitleDialog } from "./TitleDialog.tsx";
import { TlpDialog } from "./TlpDialog.tsx";

const ITEMS: readonly { readonly move: Move; readonly label: string }[] = [
  { move: "assign", label: "Assign…" },
  { move: "title", label: "Reword the title…" },
  { move: "mark", label: "Change the TLP label…" },
  { move: "record-cve", label: "Record a CVE id…" },
  { move: "close", label: "Close the case…" },
  { move: "reopen", label: "Open it again…" },
];

/** What may be done with the case as a whole; what its state forbids is grey and says why. */
export function CaseMenu({ page }: { readonly page: CasePage }) {
  const [dialog, setDialog] = useState<Move>();
  const navigate = useNavigate();
  const me = useMe();
  const may = useMay()("case.work");
  const close = () => setDialog(undefined);
  const take = useCaseChange(page, () => notify(`${page.ref} is yours.`));
  const mayTake = may && moveOf(page, "assign").allowed && page.assignedTo?.id !== me.personId;
  useKeys([
    {
      keys: "a",
      does: "assign to me",
      on: mayTake,
      run: () =>
        take.mutate((headers) =>
          call(assignCase, { params: { ref: page.ref }, headers, body: { personId: me.personId } }),
        ),
    },
  ]);
  if (!may) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle">Case ▾</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ITEMS.map(({ move, label }) => {
            const { allowed, why } = moveOf(page, move);
            return (
              <Menu.Item key={move} disabled={!allowed} title={why} onClick={() => setDialog(move)}>
                {label}
              </Menu.Item>
            );
          })}
          <Menu.Item
            onClick={() => navigate({ to: "/cases/$ref/guard", params: { ref: page.ref } })}
          >
            Canaries and pseudonyms
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === "assign" && <AssignDialog page={page} onClose={close} />}
      {dialog === "title" && <TitleDialog page={page} onClose={close} />}
      {dialog === "mark" && <TlpDialog page={page} onClose={close} />}
      {dialog === "record-cve" && <CveDialog page={page} onClose={close} />}
      {(dialog === "close" || dialog === "reopen") && <CloseDialog page={page} onClose={close} />}
    </>
  );
}
