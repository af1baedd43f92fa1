import { Menu } from "@mantine/core";
import { CaseStatus, EvidenceLevel } from "#contract/clearinghouse/words.ts";
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
        <Menu key={key} position="bottom-start">
          <Menu.Target>
            <button type="button" className={classes.chip}>
              <span className="dim">{key}</span> {view[key].replaceAll("-", " ")}
              <span className="dim" aria-hidden="true">
                ▾
              </span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.RadioGroup
              value={view[key]}
              onChange={(value) => onChange({ [key]: value, at: undefined })}
            >
              {CHOICES[key].map((value) => (
                <Menu.RadioItem key={value} value={value} closeMenuOnClick>
                  {value.replaceAll("-", " ")}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
      ))}
      {view.text !== "" && (
        <button type="button" className={classes.chip} onClick={() => onChange({ text: "" })}>
          <span className="dim">text</span> {view.text} <span className="dim">×</span>
          <span className="gone">, take away</span>
        </button>
      )}
      {changed && (
        <button
          type="button"
          className={`${classes.chip} ${classes.reset}`}
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
        </button>
      )}
    </div>
  );
}
