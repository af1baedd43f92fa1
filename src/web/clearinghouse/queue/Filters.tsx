import { CaseStatus, EvidenceLevel } from "#contract/clearinghouse/words.ts";
import { Chip, Reset } from "../../ui/Chip.tsx";
import classes from "./queue.module.css";
import type { QueueView } from "./view.ts";

type Choice = "status" | "assigned" | "evidence";
const CHOICES: { readonly [K in Choice]: readonly QueueView[K][] } = {
  status: [...CaseStatus.options, "any"],
  assigned: ["me", "nobody", "any"],
  evidence: [...EvidenceLevel.options, "any"],
};

type Props = {
  readonly view: QueueView;
  readonly from: QueueView;
  readonly onChange: (part: Partial<QueueView>) => void;
};

/** The filters as chips: what is chosen is written out, a click offers the rest. */
export function Filters({ view, from, onChange }: Props) {
  const changed =
    (Object.keys(CHOICES) as Choice[]).some((key) => view[key] !== from[key]) || view.text !== "";
  return (
    <div className={classes.filters}>
      {(Object.keys(CHOICES) as Choice[]).map((key) => (
        <Chip
          key={key}
          name={key}
          value={view[key]}
          values={CHOICES[key]}
          says={(value) => value.replaceAll("-", " ")}
          onValue={(value) => onChange({ [key]: value, at: undefined })}
        />
      ))}
      {view.text !== "" && (
        <Reset onClick={() => onChange({ text: "" })}>
          <span className="dim">text</span> {view.text} <span className="dim">×</span>
          <span className="gone">, take away</span>
        </Reset>
      )}
      {changed && (
        <Reset
          onClick={() =>
            onChange({
              status: from.status,
              assigned: from.assigned,
              evidence: from.evidence,
              text: "",
              at: undefined,
            })
          }
        >
          Reset
        </Reset>
      )}
    </div>
  );
}
