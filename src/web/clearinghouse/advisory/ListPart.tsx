import type { ReactNode } from "react";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section, TextButton } from "../../ui/Page.tsx";
import classes from "./advisory.module.css";
import { useDraft } from "./DraftContext.ts";
import { type Json, listAt, problemsAt } from "./draft.ts";

/** A list of the draft whose items have several fields; items are added at the end and removed one by one. */
export function ListPart(props: {
  readonly title: string;
  readonly at: string;
  readonly noun: string;
  readonly empty: string;
  readonly blank: Json;
  readonly inner?: boolean;
  readonly children: (at: string) => ReactNode;
}) {
  const draft = useDraft();
  const items = listAt(draft.document, props.at);
  const own = draft.problems.filter(({ pointer }) => pointer === props.at);
  const body = (
    <>
      {items.length === 0 && <EmptyState fact="None.">{props.empty}</EmptyState>}
      {items.map((_, index) => {
        const at = `${props.at}/${index}`;
        const faults = problemsAt(draft.problems, at).length;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the list
          <fieldset key={index} className={props.inner ? classes.innerItem : classes.item}>
            <legend>
              {props.noun} {index + 1}
              {faults > 0 && (
                <span className={classes.count}>
                  {faults === 1 ? "1 fault" : `${faults} faults`}
                </span>
              )}
            </legend>
            {props.children(at)}
            {!draft.locked && (
              <p className={classes.remove}>
                <TextButton onClick={() => draft.remove(props.at, index)}>
                  Remove {props.noun} {index + 1}
                </TextButton>
              </p>
            )}
          </fieldset>
        );
      })}
      {own.map(({ message }) => (
        <p key={message} className={classes.count}>
          {message}
        </p>
      ))}
    </>
  );
  const add = !draft.locked && (
    <TextButton onClick={() => draft.add(props.at, props.blank)}>Add {props.noun}</TextButton>
  );
  if (props.inner)
    return (
      <div className={classes.wide}>
        <div className="row">
          <h3>{props.title}</h3>
          {add}
        </div>
        {body}
      </div>
    );
  return (
    <Section title={props.title} act={add}>
      {body}
    </Section>
  );
}
