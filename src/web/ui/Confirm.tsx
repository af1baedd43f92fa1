import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./confirm.module.css";
import { Refusal } from "./ErrorState.tsx";
import { useReturnFocus } from "./useReturnFocus.ts";

/**
 * Asked before anything leaves the desk or cannot be taken back. It names what will happen and to whom; the button repeats it:
 * "Send to security@… as R. Teal".
 */
export function Confirm(props: {
  readonly open: boolean;
  readonly title: string;
  /** What goes, to whom, as whom, under which label. */
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[];
  readonly children?: ReactNode;
  readonly act: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  useReturnFocus(props.open);
  return (
    <Modal
      opened={props.open}
      returnFocus={false}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <dl className={classes.facts}>
        {props.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {props.children}
      <Refusal error={props.error} />
      <div className={classes.acts}>
        <Button
          variant="filled"
          loading={props.busy}
          disabled={props.disabled ?? false}
          onClick={props.onConfirm}
        >
          {props.act}
        </Button>
        <Button onClick={props.onClose} data-autofocus>
          Cancel
        </Button>
      </div>
    </Modal>
  );
}
