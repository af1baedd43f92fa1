import { Button, Menu, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../../keys/useKeys.ts";
import { useMay } from "../../session.ts";
import { COLUMNS } from "./columns.tsx";
import classes from "./queue.module.css";
import type { QueueView } from "./view.ts";

type Props = {
  readonly title: string;
  readonly view: QueueView;
  readonly total: number | undefined;
  readonly onChange: (part: Partial<QueueView>) => void;
};

const figure = new Intl.NumberFormat("en");

export function QueueHead({ title, view, total, onChange }: Props) {
  const may = useMay();
  return (
    <div className={classes.top}>
      <h1>{title}</h1>
      <span className="dim">
        {total === undefined
          ? "\u00a0"
          : `${figure.format(total)} ${total === 1 ? "case" : "cases"}, ordered by decision`}
      </span>
      <Find text={view.text} onText={(text) => onChange({ text, at: undefined })} />
      <Columns hide={view.hide} onHide={(hide) => onChange({ hide })} />
      {may("report.submit") && (
        <Button component={Link} to="/intake">
          Submit a batch
        </Button>
      )}
    </div>
  );
}

/** Typing filters after a short rest; the slash key leads here. */
function Find(props: { readonly text: string; readonly onText: (text: string) => void }) {
  const [typed, setTyped] = useState(props.text);
  const field = useRef<HTMLInputElement>(null);
  const tell = useRef(props.onText);
  tell.current = props.onText;
  useEffect(() => setTyped(props.text), [props.text]);
  useEffect(() => {
    if (typed === props.text) return;
    const timer = setTimeout(() => tell.current(typed), 200);
    return () => clearTimeout(timer);
  }, [typed, props.text]);
  useKeys([{ keys: "/", does: "filter", run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={classes.find ?? ""}
      type="search"
      maxLength={200}
      aria-label="Filter by id, purl, weakness or title"
      placeholder="Filter by id, purl, weakness"
      rightSection={<kbd>/</kbd>}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== props.text) props.onText(typed);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}

function Columns(props: {
  readonly hide: readonly string[];
  readonly onHide: (hide: string[]) => void;
}) {
  const { hide } = props;
  const offered = COLUMNS.filter(({ id }) => id !== "case");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button>Columns</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(({ id, name }) => (
          <Menu.CheckboxItem
            key={id}
            checked={!hide.includes(id)}
            onChange={(shown) =>
              props.onHide(shown ? hide.filter((other) => other !== id) : [...hide, id])
            }
          >
            {name}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
