import { KeyHints } from "../../keys/KeyHelp.tsx";
import { toZone } from "../../ui/instant.ts";
import { TextButton } from "../../ui/Page.tsx";
import { useNow } from "../../ui/useNow.ts";

const HINTS = [
  { keys: ["j", "k"], does: "move" },
  { keys: ["x"], does: "select" },
  { keys: ["Enter"], does: "open" },
  { keys: ["a"], does: "assign to me" },
  { keys: ["/"], does: "filter" },
  { keys: ["?"], does: "all keys" },
];

export const QueueFoot = (props: {
  readonly selected: number;
  readonly onAssign: (() => void) | undefined;
  readonly onClear: () => void;
}) => (
  <KeyHints hints={HINTS}>
    {props.selected > 0 && (
      <>
        <span className="strong">{props.selected} selected</span>
        {props.onAssign && <TextButton onClick={props.onAssign}>Assign to me</TextButton>}
        <TextButton onClick={props.onClear}>Clear</TextButton>
      </>
    )}
    <span>Times in your zone, {toZone(useNow().getTimezoneOffset())}</span>
  </KeyHints>
);
