import { TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextButton } from "../../ui/Page.tsx";
import classes from "./queue.module.css";
import { dropView, saveView, useSavedViews } from "./savedViews.ts";
import { parseView, type QueueView, toSearch } from "./view.ts";

const NAMES: Record<QueueView["view"], string> = {
  decision: "By decision",
  due: "Due in 72 hours",
  waiting: "Waiting on me",
  silent: "Owner silent over 14 d",
  disputed: "Severity disputed",
  unknown: "Inputs unknown",
  overflow: "Budget overflow",
};
const ORDER = Object.keys(NAMES) as QueueView["view"][];

const figure = new Intl.NumberFormat("en");

type Props = {
  readonly page: "work" | "queue";
  readonly view: QueueView;
  readonly from: QueueView;
  readonly counts: Partial<Record<QueueView["view"], number>> | undefined;
  readonly onView: (view: QueueView) => void;
};

/** The views of the desk and those saved in this browser. A view is an address. */
export function ViewTabs({ page, view, from, counts }: Props) {
  const saved = useSavedViews(page);
  const here = JSON.stringify(toSearch({ ...view, at: undefined }, from));
  const isSaved = saved.find(({ search }) => JSON.stringify(search) === here);
  return (
    <nav className={classes.tabs} aria-label="Views">
      {ORDER.map((name) => (
        <Link
          key={name}
          to={`/${page}`}
          search={toSearch({ ...from, hide: view.hide, view: name }, from)}
          aria-current={!isSaved && view.view === name ? "page" : undefined}
        >
          {NAMES[name]}
          <span>{counts?.[name] === undefined ? "" : figure.format(counts[name])}</span>
        </Link>
      ))}
      {saved.map((each) => (
        <Link
          key={each.name}
          to={`/${page}`}
          search={toSearch(parseView(each.search, from), from)}
          aria-current={each === isSaved ? "page" : undefined}
        >
          {each.name}
        </Link>
      ))}
      <span className={classes.save}>
        {isSaved ? (
          <TextButton onClick={() => dropView(isSaved)}>Forget this view</TextButton>
        ) : (
          here !== "{}" && <Save page={page} view={view} from={from} />
        )}
      </span>
    </nav>
  );
}

function Save({ page, view, from }: Pick<Props, "page" | "view" | "from">) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const keep = () => {
    saveView({ name: name.trim(), page, search: toSearch({ ...view, at: undefined }, from) });
    setOpen(false);
  };
  return (
    <>
      <TextButton onClick={() => setOpen(true)}>Save this view</TextButton>
      <FormDialog
        open={open}
        title="Save this view"
        says="View, filters and columns are kept in this browser. To share them, send the address of the page."
        act="Save"
        busy={false}
        error={null}
        disabled={name.trim() === ""}
        onSubmit={keep}
        onClose={() => setOpen(false)}
      >
        <TextInput
          label="Name"
          maxLength={40}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
