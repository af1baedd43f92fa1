import { useState } from "react";
import type { OwnerView } from "#contract/clearinghouse/coordination.ts";
import { Tlp as TlpWord } from "#contract/clearinghouse/words.ts";
import { Time } from "../../ui/Time.tsx";
import { Tlp } from "../../ui/Tlp.tsx";
import classes from "./owner.module.css";

/** The case in the owner's order: reproducer first, then why, then what is known. */
export function CaseForOwner({ view }: { readonly view: OwnerView }) {
  const label = TlpWord.safeParse(view.tlp);
  return (
    <div>
      <h1>{view.title}</h1>
      <p className={classes.sub}>
        {label.success && <Tlp label={label.data} />}
        <span>
          <span className="mono">{view.ref}</span>, for {view.party}
        </span>
      </p>
      <h2>Reproduce it</h2>
      <Reproducer view={view} />
      <h2>Why</h2>
      <p className={classes.text}>{view.why}</p>
      <h2>Known</h2>
      <dl className={classes.known}>
        {view.known.map(({ label: name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>Made public</dt>
          <dd>
            {view.publicOn.day && (
              <>
                <Time at={view.publicOn.day} as="day" />{" "}
              </>
            )}
            {view.publicOn.note}
          </dd>
        </div>
      </dl>
      {view.conversation.length > 0 && (
        <>
          <h2>Said so far</h2>
          {view.conversation.map(({ from, at, text }) => (
            <article key={at + from} className={classes.said}>
              <p className={classes.quiet}>
                <b>{from}</b> <Time at={at} />
              </p>
              <p>{text}</p>
            </article>
          ))}
        </>
      )}
    </div>
  );
}

function Reproducer({ view }: { readonly view: OwnerView }) {
  const [copied, setCopied] = useState(false);
  const { text, note } = view.reproducer;
  if (text === null && view.trace === null)
    return (
      <p className={classes.quiet}>
        <b>None to offer.</b> {note}
      </p>
    );
  const copy = async () => {
    await navigator.clipboard.writeText(text ?? "");
    setCopied(true);
  };
  return (
    <div className={classes.box}>
      <div className={classes.boxHead}>
        <span>{note}</span>
        {text !== null && (
          <button type="button" className={classes.copy} onClick={() => void copy()}>
            {copied ? "Copied" : "Copy"}
          </button>
        )}
      </div>
      <pre>
        {text}
        {text !== null && view.trace !== null && "\n"}
        {view.trace !== null && <span className={classes.output}>{view.trace}</span>}
      </pre>
    </div>
  );
}
