import { type ReactNode, type RefObject, useDeferredValue, useMemo } from "react";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { TextButton } from "../../ui/Page.tsx";
import { Scroll } from "../../ui/Scroll.tsx";
import { FindingList } from "../FindingList.tsx";
import guard from "../guard.module.css";
import { MOST_FINDINGS, type ShownFinding } from "../read/jobs.ts";
import type { Answered } from "../read/useReading.ts";
import { carrySpans } from "../text/carry.ts";
import { figure } from "../words.ts";
import { Banner } from "./Banner.tsx";
import { Editor } from "./Editor.tsx";
import { Outcome } from "./Outcome.tsx";
import classes from "./tryout.module.css";

/** UTF-16 units that a text field holds without holding up the page. */
const LONGEST = 200_000;

type Props = {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly isLong: boolean;
  readonly isBusy: boolean;
  readonly answered: Answered | undefined;
  readonly onText: (text: string) => void;
  readonly onLong: (text: string) => void;
  readonly onSample: ReactNode;
};

/** The text beside what goes out, and why. */
export function Tried({ field, text, isLong, answered, ...props }: Props) {
  const late = useDeferredValue(answered);
  const spans = useMemo(
    () =>
      answered && !isLong ? carrySpans(answered.question.text, text, answered.reading.spans) : [],
    [answered, text, isLong],
  );
  const isRead = answered !== undefined && answered.question.text !== "";
  const isStill = !(isLong && props.isBusy);
  return (
    <>
      {!isLong && (
        <div className={classes.both}>
          <section className={classes.side} aria-label="The text">
            <h2>The text</h2>
            <Editor
              ref={field}
              text={text}
              spans={spans}
              longest={LONGEST}
              onText={props.onText}
              onLong={props.onLong}
            />
          </section>
          <section className={classes.side} aria-label="What goes out">
            <h2>What goes out</h2>
            <Scroll className={classes.out} label="Text that goes out">
              {late && text !== "" && <Outcome of={late} />}
              {!late && props.isBusy && text !== "" && (
                <p className={classes.nothing} role="status">
                  Reading…
                </p>
              )}
            </Scroll>
          </section>
        </div>
      )}
      {text === "" && (
        <div className={classes.start}>
          <EmptyState fact="Nothing is written yet.">
            What the packs find is marked in the text as you type, and what would go out stands
            beside it.
          </EmptyState>
          {props.onSample}
        </div>
      )}
      {isRead && text !== "" && isStill && (
        <>
          <Banner answered={answered} isBusy={props.isBusy} />
          <Findings of={late ?? answered} field={field} isLong={isLong} />
        </>
      )}
    </>
  );
}

const brief = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

function Findings(props: {
  readonly of: Answered;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isLong: boolean;
}) {
  const { question, reading } = props.of;
  const { spans, replaced } = reading;
  const what = (_: ShownFinding, index: number) => {
    const span = spans[index];
    if (!span) return null;
    const found = brief(question.text.slice(span.start, span.end));
    const by = replaced?.find(({ input }) => input.start <= span.start && span.end <= input.end);
    const select = () => {
      props.field.current?.focus();
      props.field.current?.setSelectionRange(span.start, span.end);
    };
    return (
      <p className={guard.what}>
        {props.isLong ? <del>{found}</del> : <TextButton onClick={select}>{found}</TextButton>}
        {by && (
          <>
            <span aria-hidden="true">→</span>
            <span className="gone">becomes</span>
            <ins>{brief(reading.output?.slice(by.start, by.end) ?? "")}</ins>
          </>
        )}
      </p>
    );
  };
  return (
    <>
      <FindingList findings={reading.findings} label="Findings" what={what} />
      {reading.count > reading.findings.length && (
        <p className={guard.note}>
          {figure(reading.count - reading.findings.length)} more; the first {figure(MOST_FINDINGS)}{" "}
          are marked.
        </p>
      )}
    </>
  );
}
