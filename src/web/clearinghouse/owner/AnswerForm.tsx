import { useId, useState } from "react";
import type { z } from "zod";
import type { OwnerAnswer, OwnerView } from "#contract/clearinghouse/coordination.ts";
import { REJECTION_REASONS, type RejectionReason } from "#core/clearinghouse/ownerVerdict.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Time } from "../../ui/Time.tsx";
import { answerOf, type Words } from "./answer.ts";
import classes from "./owner.module.css";

type Answer = z.input<typeof OwnerAnswer>;
type Kind = Answer["answer"];

const LABEL: Record<Kind, string> = {
  acknowledge: "Acknowledge",
  confirm: "It is real",
  "need-more": "Need more",
  "not-ours": "Not ours",
  "hardening-only": "Hardening only",
  fixed: "Fixed in…",
};
/** These need a word more before they are sent. */
const ASKS: readonly Kind[] = ["need-more", "not-ours", "hardening-only"];
const ORDER: readonly Kind[] = [
  "acknowledge",
  "confirm",
  "need-more",
  "not-ours",
  "hardening-only",
];

/** The owner's answers as buttons; those that need a reason open a short form, "fixed in" is always at hand. */
export function AnswerForm(props: {
  readonly given: string | undefined;
  /** What the case's state allows; absent means all. */
  readonly allowed?: readonly string[];
  /** Terms the owner may agree to along with the answer. Answering alone binds nobody. */
  readonly terms?: OwnerView["terms"];
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const [open, setOpen] = useState<Kind>();
  const [agrees, setAgrees] = useState(false);
  const { terms } = props;
  const say = (answer: Answer) =>
    props.onAnswer(agrees ? { ...answer, acceptsTerms: true } : answer);
  const offered = ORDER.filter((kind) => props.allowed?.includes(kind) ?? true);
  const press = (kind: Kind) => {
    if (ASKS.includes(kind)) setOpen(kind);
    else if (kind === "acknowledge" || kind === "confirm") say({ answer: kind });
  };
  return (
    <div className={classes.buttons}>
      {offered.map((kind) => (
        <button
          key={kind}
          type="button"
          className={`${classes.button} ${kind === "acknowledge" ? classes.primary : ""}`}
          aria-expanded={ASKS.includes(kind) ? open === kind : undefined}
          aria-pressed={ASKS.includes(kind) ? undefined : props.given === kind}
          disabled={props.busy}
          onClick={() => press(kind)}
        >
          {LABEL[kind]}
        </button>
      ))}
      {open !== undefined && (
        <More
          key={open}
          kind={open}
          busy={props.busy}
          onAnswer={say}
          onClose={() => setOpen(undefined)}
        />
      )}
      {(props.allowed?.includes("fixed") ?? true) && <Fixed busy={props.busy} onAnswer={say} />}
      {terms && !terms.accepted && (
        <label className={classes.terms}>
          <input
            type="checkbox"
            checked={agrees}
            onChange={(event) => setAgrees(event.currentTarget.checked)}
          />
          <span>
            We also agree to keep it to ourselves until <Time at={terms.day} as="day" />.{" "}
            <small>{terms.note}</small>
          </span>
        </label>
      )}
      <div className={classes.whole}>
        <Refusal error={props.error} />
      </div>
    </div>
  );
}

function More(props: {
  readonly kind: Kind;
  readonly busy: boolean;
  readonly onAnswer: (answer: Answer) => void;
  readonly onClose: () => void;
}) {
  const [words, setWords] = useState<Words>({ note: "", reason: "not-reproducible", version: "" });
  const id = useId();
  const answer = answerOf(props.kind, words);
  const needsReason = props.kind !== "need-more";
  return (
    <form
      className={classes.more}
      onSubmit={(event) => {
        event.preventDefault();
        if (answer.ok) props.onAnswer(answer.value);
      }}
    >
      {needsReason && (
        <>
          <label htmlFor={`${id}-reason`}>Why</label>
          <select
            id={`${id}-reason`}
            value={words.reason}
            onChange={(event) =>
              setWords({ ...words, reason: event.currentTarget.value as RejectionReason })
            }
          >
            {Object.entries(REJECTION_REASONS).map(([reason, { label }]) => (
              <option key={reason} value={reason}>
                {label}
              </option>
            ))}
          </select>
        </>
      )}
      <label htmlFor={`${id}-note`}>
        {needsReason ? "A word more, if you like" : "What do you need?"}
      </label>
      <textarea
        id={`${id}-note`}
        rows={3}
        maxLength={5000}
        required={!needsReason}
        value={words.note}
        onChange={(event) => setWords({ ...words, note: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <button type="submit" className={classes.button} disabled={props.busy || !answer.ok}>
          Send: {LABEL[props.kind].toLowerCase()}
        </button>
        <button type="button" className={classes.button} onClick={props.onClose}>
          Back
        </button>
      </div>
    </form>
  );
}

function Fixed(props: { readonly busy: boolean; readonly onAnswer: (answer: Answer) => void }) {
  const [version, setVersion] = useState("");
  const [problem, setProblem] = useState<string>();
  const id = useId();
  return (
    <form
      className={classes.fixed}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const answer = answerOf("fixed", { note: "", reason: "other", version });
        setProblem(answer.ok ? undefined : answer.problem);
        if (answer.ok) props.onAnswer(answer.value);
      }}
    >
      <label htmlFor={id}>Fixed in…</label>
      <input
        id={id}
        value={version}
        maxLength={100}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => setVersion(event.currentTarget.value)}
      />
      <button type="submit" className={classes.button} disabled={props.busy}>
        Send
      </button>
      {problem && (
        <span id={`${id}-problem`} className={classes.problem} role="alert">
          {problem}
        </span>
      )}
    </form>
  );
}
