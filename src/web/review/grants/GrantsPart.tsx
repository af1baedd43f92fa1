import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { useMe } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Scroll } from "../../ui/Scroll.tsx";
import { moveOf } from "../moves.ts";
import { ReviewAct } from "../ReviewAct.tsx";
import { counted } from "../reviewSays.ts";
import { AnswerGrantDialog } from "./AnswerGrantDialog.tsx";
import { AskGrantDialog } from "./AskGrantDialog.tsx";
import { EndGrantDialog } from "./EndGrantDialog.tsx";
import { type GrantAct, GrantCell } from "./GrantCell.tsx";
import classes from "./grants.module.css";
import { grantRows, grantsIn } from "./grantTable.ts";

/** Who has what: a line for each variant and axis, a column for each agency. What was not asked for says so. */
export function GrantsPart({ page }: { readonly page: ReviewPage }) {
  const [shown, setShown] = useState<GrantAct>();
  const close = () => setShown(undefined);
  const agencies = page.agencies.filter(({ state }) => state === "attached");
  const isLab = page.side === "lab";
  const { party } = useMe();
  return (
    <Section
      id="grants"
      title="Who has what"
      fact={
        isLab
          ? "each grant is yours to give, decline or take back; all end with the window"
          : "given by the lab; all end with the window"
      }
      act={
        <span className="small">
          <ReviewAct page={page} move="ask-grant" label="Ask for access">
            {(done) => <AskGrantDialog page={page} onClose={done} />}
          </ReviewAct>
        </span>
      }
    >
      {agencies.length === 0 ? (
        <EmptyState fact="Nobody has access.">
          {isLab ? "Name an agency first; then it can ask." : "No agency is attached."}
        </EmptyState>
      ) : (
        <Scroll className={classes.scroll} label="Grants by variant and agency">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Variant or axis</th>
                {agencies.map(({ partyId, name }) => (
                  <th key={partyId} scope="col">
                    <b>{name}</b>
                    {counted(
                      page.people.filter((one) => one.partyId === partyId).length,
                      "person",
                      "people",
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {grantRows(page).map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    {row.name}
                    {row.note !== "" && <small>{row.note}</small>}
                  </th>
                  {agencies.map(({ partyId }) => (
                    <td key={partyId}>
                      <GrantCell
                        grants={grantsIn(page.grants, row, partyId)}
                        row={row}
                        may={mayIn(page, partyId === party?.id)}
                        onAct={setShown}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {shown?.kind === "ask" && <AskGrantDialog page={page} row={shown.row} onClose={close} />}
      {shown?.kind === "answer" && (
        <AnswerGrantDialog page={page} grant={shown.grant} given={shown.given} onClose={close} />
      )}
      {shown?.kind === "end" && <EndGrantDialog page={page} grant={shown.grant} onClose={close} />}
    </Section>
  );
}

const mayIn = (page: ReviewPage, isOwn: boolean) => {
  if (page.side === "lab")
    return { answer: moveOf(page, "answer-grant"), end: moveOf(page, "end-grant") };
  return isOwn ? { ask: moveOf(page, "ask-grant") } : {};
};
