import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./confirm.module.css";
import { Refusal } from "./ErrorState.tsx";
import { useReturnFocus } from "./useReturnFocus.ts";

/** A short form over the page. The button says what it does. */
export function FormDialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly says?: ReactNode;
  readonly act: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly disabled?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
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
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        {props.says !== undefined && <p className="small soft">{props.says}</p>}
        {props.children}
        <Refusal error={props.error} />
        <div className={classes.acts}>
          <Button
            type="submit"
            variant="filled"
            loading={props.busy}
            disabled={props.disabled ?? false}
          >
            {props.act}
          </Button>
          <Button onClick={props.onClose}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
