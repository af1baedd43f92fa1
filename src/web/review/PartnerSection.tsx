import { Button } from "@mantine/core";
import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Section } from "../ui/Page.tsx";
import { type DotKind, State } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import { moveOf } from "./moves.ts";
import { AnswerPartnerDialog } from "./partner/AnswerPartnerDialog.tsx";
import { ProposePartnerDialog } from "./partner/ProposePartnerDialog.tsx";
import classes from "./partner/partner.module.css";
import { partnersInShort, type Standing, standingOf } from "./partner/standing.ts";
import { ReviewAct } from "./ReviewAct.tsx";

type Shown = { readonly page: ReviewPage; readonly partner: ReviewPage["partners"][number] };

/** Who may get early access: a log of proposals and answers of two parties. */
export function PartnerSection({ page }: { readonly page: ReviewPage }) {
  if (!page.acts.includes("partner-selection")) return null;
  return (
    <Section
      id="partners"
      title="Trusted partners"
      fact={partnersInShort(page) || "selected when both sides have said yes"}
      act={
        <ReviewAct page={page} move="propose-partner" label="Propose one">
          {(close) => <ProposePartnerDialog page={page} onClose={close} />}
        </ReviewAct>
      }
    >
      {page.partners.length === 0 ? (
        <EmptyState fact="Nobody is proposed.">
          Either side proposes, with reasons; the other side agrees or objects. Silence is not
          consent.
        </EmptyState>
      ) : (
        <ol className={classes.log}>
          {page.partners.toReversed().map((partner) => (
            <PartnerLine key={partner.id} page={page} partner={partner} />
          ))}
        </ol>
      )}
    </Section>
  );
}

const DOT: Record<Standing, DotKind> = {
  selected: "ok",
  objected: "plain",
  "waits-for-you": "open",
  "waits-for-them": "open",
};

const sideName = ({ page, side }: { page: ReviewPage; side: "lab" | "agency" }) =>
  side === "lab" ? page.lab.name : "the agencies";

function standingSays(page: ReviewPage, standing: Standing): string {
  if (standing === "selected") return "selected: both sides have said yes";
  if (standing === "objected") return "not selected: one side objects";
  if (standing === "waits-for-you") return "waits for you; silence is not consent";
  const other = sideName({ page, side: page.side === "lab" ? "agency" : "lab" });
  return `waits for ${other}; silence is not consent`;
}

function PartnerLine({ page, partner }: Shown) {
  const standing = standingOf(page.side, partner);
  const { answer } = partner;
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>{partner.name}</span>
        <State dot={DOT[standing]}>{standingSays(page, standing)}</State>
      </div>
      <p className={classes.said}>
        <q>{partner.reason}</q>{" "}
        <span className="dim">
          proposed by {sideName({ page, side: partner.proposedBy })},{" "}
          <Time at={partner.at} as="day" />
        </span>
      </p>
      {answer && (
        <p className={classes.said}>
          <q>{answer.reason}</q>{" "}
          <span className="dim">
            {answer.agrees ? "agreed" : "objected"}, {answer.by}, <Time at={answer.at} as="day" />
          </span>
        </p>
      )}
      {standing === "waits-for-you" && <Answers page={page} partner={partner} />}
    </li>
  );
}

function Answers({ page, partner }: Shown) {
  const [agrees, setAgrees] = useState<boolean>();
  const { open, why } = moveOf(page, "answer-partner");
  return (
    <div className={classes.acts}>
      <Button disabled={!open} title={why} onClick={() => setAgrees(true)}>
        Agree…
      </Button>
      <Button disabled={!open} title={why} onClick={() => setAgrees(false)}>
        Object…
      </Button>
      {agrees !== undefined && (
        <AnswerPartnerDialog
          page={page}
          partner={partner}
          agrees={agrees}
          onClose={() => setAgrees(undefined)}
        />
      )}
    </div>
  );
}
