import { Checkbox, Modal } from "@mantine/core";
import { useState } from "react";
import { type Binding, shownKeys } from "./binding.ts";
import { turnSingleKeys } from "./keymap.ts";
import classes from "./keys.module.css";
import { useBindings, useKeys, useSingleKeys } from "./useKeys.ts";

/** The keys of this page, opened by `?`; letters can be switched off here (WCAG 2.1.4). */
export function KeyHelp() {
  const [open, setOpen] = useState(false);
  const bindings = useBindings();
  const single = useSingleKeys();
  useKeys([{ keys: "?", does: "all keys", run: () => setOpen(true) }]);
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      size={640}
      title="Keys on this page"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <dl className={classes.list}>
        {bindings.map((binding) => (
          <div key={`${binding.keys} ${binding.does}`}>
            <dt>
              <Keys binding={binding} />
            </dt>
            <dd>{binding.does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        mt="lg"
        label="Single letters act on the page"
        description="Switch off when you speak to your computer, or when letters act by accident."
        checked={single}
        onChange={(event) => turnSingleKeys(event.currentTarget.checked)}
      />
    </Modal>
  );
}

const Keys = ({ binding }: { readonly binding: Binding }) => (
  <>
    {shownKeys(binding.keys).map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </>
);

export type Hint = { readonly keys: readonly string[]; readonly does: string };

/** One line at the foot of a page: the keys that matter here. */
export function KeyHints(props: {
  readonly hints: readonly Hint[];
  readonly children?: React.ReactNode;
}) {
  return (
    <div className={classes.hints}>
      {props.hints.map(({ keys, does }) => (
        <span key={does}>
          {keys.map((key) => (
            <kbd key={key}>{shownKeys(key).join(" ")}</kbd>
          ))}
          {does}
        </span>
      ))}
      <span className={classes.right}>{props.children}</span>
    </div>
  );
}
