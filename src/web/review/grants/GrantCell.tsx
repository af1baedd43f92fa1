import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { counted, listed } from "../reviewSays.ts";
import classes from "./grants.module.css";
import type { GrantRow } from "./grantTable.ts";

type Grant = ReviewPage["grants"][number];
type Open = { readonly open: boolean; readonly why: string | undefined };

export type GrantAct =
  | { readonly kind: "ask"; readonly row: GrantRow }
  | { readonly kind: "answer"; readonly grant: Grant; readonly given: boolean }
  | { readonly kind: "end"; readonly grant: Grant };

type Props = {
  readonly grants: readonly Grant[];
  readonly row: GrantRow;
  /** What whoever looks may do here: the lab answers and ends, an agency asks in its own column. */
  readonly may: { readonly ask?: Open; readonly answer?: Open; readonly end?: Open };
  readonly onAct: (act: GrantAct) => void;
};

const INK: Record<Grant["state"], string | undefined> = {
  given: classes.given,
  asked: classes.asked,
  declined: classes.other,
  ended: classes.other,
};

export function GrantCell(props: Props) {
  const { grants, row, may, onAct } = props;
  const isStanding = grants.some(({ state }) => state === "asked" || state === "given");
  const ask = may.ask && !isStanding && (
    <span className={classes.acts}>
      <TextButton
        disabled={!may.ask.open}
        title={may.ask.why}
        onClick={() => onAct({ kind: "ask", row })}
      >
        Ask…<span className="gone"> for {row.name}</span>
      </TextButton>
    </span>
  );
  if (grants.length === 0)
    return (
      <div>
        <span className={classes.none}>not asked</span>
        {ask}
      </div>
    );
  return grants.map((grant) => (
    <div key={grant.id} className={classes.cell}>
      <span className={INK[grant.state]} title={listed(grant.persons.map(({ name }) => name))}>
        {grant.state}
        {grant.level && `, ${grant.level}`}, <Since grant={grant} />
        {grant.state !== "declined" && `, ${counted(grant.persons.length, "person", "people")}`}
      </span>
      <Acts {...props} grant={grant} />
      {ask}
      <Words grant={grant} />
    </div>
  ));
}

const Since = ({ grant }: { readonly grant: Grant }) => {
  if (grant.state === "asked") return <Time at={grant.askedAt} as="short" />;
  if (grant.state === "given")
    return (
      <>
        since <Time at={grant.answeredAt ?? grant.askedAt} as="short" />
      </>
    );
  return <Time at={grant.endedAt ?? grant.answeredAt ?? grant.askedAt} as="short" />;
};

/** Why it was asked while it waits; why it ended or was declined afterwards. */
const Words = ({ grant }: { readonly grant: Grant }) => {
  const words = grant.state === "asked" ? grant.reason : (grant.why ?? "");
  return words === "" ? null : <small>{words}</small>;
};

function Acts({ grant, row, may: { answer, end }, onAct }: Props & { readonly grant: Grant }) {
  const to = <span className="gone">: {row.name}</span>;
  if (grant.state === "asked" && answer)
    return (
      <span className={classes.acts}>
        <TextButton
          disabled={!answer.open}
          title={answer.why}
          onClick={() => onAct({ kind: "answer", grant, given: true })}
        >
          Give…{to}
        </TextButton>
        <TextButton
          disabled={!answer.open}
          title={answer.why}
          onClick={() => onAct({ kind: "answer", grant, given: false })}
        >
          Decline…{to}
        </TextButton>
      </span>
    );
  if (grant.state !== "given" || !end) return null;
  return (
    <span className={classes.acts}>
      <TextButton
        disabled={!end.open}
        title={end.why}
        onClick={() => onAct({ kind: "end", grant })}
      >
        End…{to}
      </TextButton>
    </span>
  );
}
