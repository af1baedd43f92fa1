import type { TrialLine } from "#contract/evaluation/trial.ts";
import { Tag, Unknown } from "../../ui/Tag.tsx";
import { Outcome } from "../Outcome.tsx";
import { endSays, hasConversation, trialName } from "./trialSays.ts";
import classes from "./trials.module.css";

const KINDS = ["person", "rule", "model"] as const;

/** What a list tells of a trial. */
export function TrialCells(props: {
  readonly line: TrialLine;
  readonly dimension: string;
  readonly onOpen: () => void;
}) {
  const { line, dimension } = props;
  return (
    <>
      <td>
        <button type="button" className={classes.open} onClick={props.onOpen}>
          {trialName(line.number)}
        </button>
      </td>
      <td title={line.title}>
        {line.title}
        {line.repetition > 0 && <span className="dim">, again {line.repetition}</span>}
      </td>
      <td className={classes.soft} title={line.category ?? undefined}>
        {line.category ?? "whole trial"}
      </td>
      <td>
        <Verdict line={line} dimension={dimension} />
      </td>
      <td className={classes.soft}>
        {line.conflict ? (
          <Tag>conflict</Tag>
        ) : line.disagreement ? (
          <Tag>disagree</Tag>
        ) : (
          KINDS.filter((kind) => line.judgeKinds.includes(kind)).join(", ")
        )}
      </td>
      <td className="num">{line.turns}</td>
      <td className="num">{line.toolCalls || <span className="dim">0</span>}</td>
    </>
  );
}

function Verdict({ line, dimension }: { readonly line: TrialLine; readonly dimension: string }) {
  if (line.outcomes === null) return <span className="dim">yours to label</span>;
  if (!hasConversation(line)) return <Unknown>{endSays(line.end)}</Unknown>;
  return <Outcome outcome={line.outcomes[dimension] ?? "unscored"} dimension={dimension} />;
}
