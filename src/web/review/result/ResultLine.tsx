import { useState } from "react";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { INTEGRITY_SAYS, SEVERITY_SCALE } from "#core/review/severityScale.ts";
import { useMe } from "../../session.ts";
import { TextButton } from "../../ui/Page.tsx";
import frame from "../../ui/page.module.css";
import states from "../../ui/states.module.css";
import { Time } from "../../ui/Time.tsx";
import { moveOf } from "../moves.ts";
import { agenciesWithout, partyName } from "../who.ts";
import { CONFIDENCE_WORDS, INTEGRITY_WORDS } from "../words.ts";
import { FindingDialog } from "./FindingDialog.tsx";
import { ReplyForm } from "./ReplyForm.tsx";
import { ResultRungs } from "./ResultRungs.tsx";
import classes from "./result.module.css";
import { ShareDialog } from "./ShareDialog.tsx";

type Result = ReviewPage["results"][number];
type Shown = { readonly page: ReviewPage; readonly result: Result };

/** One result, and beside it what the lab said to it. */
export function ResultLine({ page, result }: Shown) {
  const { content, reply } = result;
  const isUnreliable = content.integrity === "unreliable";
  return (
    <article className={classes.result}>
      <p className={isUnreliable ? `${classes.claim} ${states.mark}` : classes.claim}>
        {content.claim}
      </p>
      <div className={frame.meta}>
        <ResultRungs level={content.evidence} />
        {content.severity === null ? (
          <span className="dim">{isUnreliable ? "feeds no severity" : "not rated"}</span>
        ) : (
          <span title={SEVERITY_SCALE[content.severity]}>severity {content.severity}</span>
        )}
        <span>{CONFIDENCE_WORDS[content.confidence]}</span>
        <span title={INTEGRITY_SAYS[content.integrity]}>
          integrity {INTEGRITY_WORDS[content.integrity]}
        </span>
      </div>
      <p className={classes.from}>
        {result.by}, {partyName(page, result.partyId)}, <Time at={result.at} />
      </p>
      <Details result={result} />
      {reply ? (
        <div className={classes.reply}>
          <p>{reply.text}</p>
          <span className="dim">
            reply of {page.lab.name}, {reply.by}, <Time at={reply.at} />
          </span>
        </div>
      ) : page.side === "lab" ? (
        <ReplyForm page={page} result={result} />
      ) : (
        <p className={classes.from}>No reply of {page.lab.name} yet: it goes to nobody else.</p>
      )}
      <Foot page={page} result={result} />
    </article>
  );
}

function Details({ result }: { readonly result: Result }) {
  const { content } = result;
  return (
    <details className={classes.more}>
      <summary>Method{content.run ? " and run" : ""}</summary>
      <p>{content.method}</p>
      {content.severity && (
        <p>
          On the published scale, {content.severity}: {SEVERITY_SCALE[content.severity]}
        </p>
      )}
      {content.run && (
        <dl className={classes.run}>
          {Object.entries(content.run).map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}

/** What has become of it, and what its own agency may do with it next. */
function Foot({ page, result }: Shown) {
  const me = useMe();
  const [shown, setShown] = useState<"share" | "finding">();
  const close = () => setShown(undefined);
  const isMine = page.side === "agency" && me.party?.id === result.partyId;
  const { shared, reports } = result;
  if (!isMine && shared === null && reports.length === 0) return null;
  return (
    <div className={classes.foot}>
      {shared && (
        <span>
          shared with {shared.with.map((id) => partyName(page, id)).join(", ")},{" "}
          <Time at={shared.at} as="day" />
        </span>
      )}
      {reports.length > 0 && (
        <span>
          at the clearinghouse: <span className="mono">{reports.join(", ")}</span>
        </span>
      )}
      {isMine && <ShareButton {...{ page, result }} run={() => setShown("share")} />}
      {isMine && (
        <TextButton
          disabled={!moveOf(page, "file-finding").open}
          title={moveOf(page, "file-finding").why}
          onClick={() => setShown("finding")}
        >
          Report a flaw in software
        </TextButton>
      )}
      {shown === "share" && <ShareDialog page={page} result={result} onClose={close} />}
      {shown === "finding" && <FindingDialog page={page} result={result} onClose={close} />}
    </div>
  );
}

function ShareButton({ page, result, run }: Shown & { readonly run: () => void }) {
  const { open, why } = moveOf(page, "share-result");
  const hasNobody = agenciesWithout(page, result).length === 0;
  const because = !result.reply
    ? "First the lab’s reply is attached."
    : hasNobody
      ? "Every attached agency has it."
      : why;
  return (
    <TextButton disabled={!open || !result.reply || hasNobody} title={because} onClick={run}>
      Share it
    </TextButton>
  );
}
