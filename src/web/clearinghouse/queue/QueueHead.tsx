import { Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMay } from "../../session.ts";
import { Find } from "../../ui/Find.tsx";
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
      <Find
        className={classes.find}
        by="id, purl, weakness"
        label="Filter by id, purl, weakness or title"
        text={view.text}
        onText={(text) => onChange({ text, at: undefined })}
      />
      <Columns hide={view.hide} onHide={(hide) => onChange({ hide })} />
      {may("report.submit") && (
        <Button component={Link} to="/intake">
          Submit a batch
        </Button>
      )}
    </div>
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
