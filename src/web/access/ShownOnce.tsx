import { Button, Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useReturnFocus } from "../ui/useReturnFocus.ts";
import classes from "./accounts.module.css";

/** A secret that the server shows once and keeps only as a hash. */
export function ShownOnce(props: {
  readonly title: string;
  readonly secret: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}) {
  useReturnFocus(true);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.secret);
    setCopied(true);
  };
  return (
    <Modal
      opened
      returnFocus={false}
      onClose={props.onClose}
      title={props.title}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p className={classes.says}>{props.children}</p>
      <code className={classes.once}>{props.secret}</code>
      <div className={classes.acts}>
        <Button variant="filled" onClick={() => void copy()}>
          {copied ? "Copied" : "Copy"}
        </Button>
        <Button onClick={props.onClose}>I have kept it</Button>
      </div>
    </Modal>
  );
}
