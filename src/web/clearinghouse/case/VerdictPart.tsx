import { useState } from "react";
import type { CasePage } from "#contract/clearinghouse/casePage.ts";
import { recordVerdict } from "#contract/clearinghouse/coordination.ts";
import { call } from "../../api.ts";
import { useMay } from "../../session.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { AnswerForm } from "../owner/AnswerForm.tsx";
import { useCaseChange } from "./caseQuery.ts";
import { moveOf } from "./moves.ts";

/** What the owner says. Only the owner's own people can record it here; an analyst reads it. */
export function VerdictPart({ page }: { readonly page: CasePage }) {
  const mine = useMay()("case.answer");
  const [round, setRound] = useState(0);
  const change = useCaseChange(page, () => setRound((before) => before + 1));
  const { verdict } = page;
  return (
    <Section title="Owner’s verdict" fact="the owner gives it, nobody else">
      {verdict === null ? (
        <EmptyState fact="Not given.">
          {mine ? "Yours counts." : "The owner answers by the link in the mail, or here."}
        </EmptyState>
      ) : (
        <p className="small">
          <b className="strong">{verdict.verdict.replaceAll("-", " ")}</b>
          {verdict.version && ` in ${verdict.version}`}{" "}
          <span className="dim">
            {verdict.by}, <Time at={verdict.at} />
          </span>
        </p>
      )}
      {mine && moveOf(page, "give-verdict").allowed && (
        <AnswerForm
          key={round}
          given={verdict?.verdict}
          busy={change.isPending}
          error={change.error}
          onAnswer={(body) =>
            change.mutate((headers) =>
              call(recordVerdict, { params: { ref: page.ref }, headers, body }),
            )
          }
        />
      )}
    </Section>
  );
}
