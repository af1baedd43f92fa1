import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { TextButton } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import { counted, listed } from "../reviewSays.ts";
import classes from "./grants.module.css";

type Grant = ReviewPage["grants"][number];
type Open = { readonly open: boolean; readonly why: string | undefined };

export type GrantAct =
  | { readonly kind: "answer"; readonly grant: Grant; readonly given: boolean }
  | { readonly kind: "end"; readonly grant: Grant };

type Props = {
  readonly page: ReviewPage;
  readonly grants: readonly Grant[];
  /** Of the row, for those who hear the buttons without seeing it. */
  readonly name: string;
  readonly answer: Open;
  readonly end: Open;
  readonly onAct: (act: GrantAct) => void;
};

const INK: Record<Grant["state"], string | undefined> = {
  given: classes.given,
  asked: classes.asked,
  declined: classes.other,
  ended: classes.other,
};

export function GrantCell(props: Props) {
  if (props.grants.length === 0) return <span className={classes.none}>not asked</span>;
  return props.grants.map((grant) => (
    <div key={grant.id} className={classes.cell}>
      <div className={INK[grant.state]} title={listed(grant.persons.map(({ name }) => name))}>
        {grant.state}
        {grant.level && `, ${grant.level}`}, <Since grant={grant} />
        {grant.state !== "declined" && `, ${counted(grant.persons.length, "person", "people")}`}
        <Words grant={grant} />
      </div>
      {props.page.side === "lab" && <Acts {...props} grant={grant} />}
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

function Acts({ grant, name, answer, end, onAct }: Props & { readonly grant: Grant }) {
  const to = <span className="gone">: {name}</span>;
  if (grant.state === "asked")
    return (
      <div className={classes.acts}>
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
      </div>
    );
  if (grant.state !== "given") return null;
  return (
    <div className={classes.acts}>
      <TextButton
        disabled={!end.open}
        title={end.why}
        onClick={() => onAct({ kind: "end", grant })}
      >
        End it…{to}
      </TextButton>
    </div>
  );
}
