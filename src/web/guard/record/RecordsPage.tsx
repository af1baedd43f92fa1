import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { listGuardRecords, type RecordLine } from "#contract/guard/record.ts";
import { CHANNELS } from "#core/guard/channel.ts";
import { ACTIONS } from "#core/guard/verdict.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Hash } from "../../ui/Hash.tsx";
import { Page } from "../../ui/Page.tsx";
import { ShowMore } from "../../ui/ShowMore.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { Time } from "../../ui/Time.tsx";
import { usePages } from "../../ui/usePages.ts";
import { Verdict } from "../Verdict.tsx";
import { CHANNEL_SAYS } from "../words.ts";
import classes from "./record.module.css";

const ANY = "any";
const one = <const T extends string>(values: readonly T[], given: unknown): T | undefined =>
  values.find((value) => value === given);

/** Decisions of the guard, newest first: what was read, by which packs, and what became of it. No value stands in them. */
export function RecordsPage() {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const channel = one(CHANNELS, search.channel);
  const verdict = one(ACTIONS, search.verdict);
  const filter = { ...(channel ? { channel } : {}), ...(verdict ? { verdict } : {}) };
  const query = usePages(["guard", "records", filter], (after, signal) =>
    call(listGuardRecords, { query: { ...filter, after, limit: 100 }, signal }),
  );
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (name: "channel" | "verdict", value: string) => {
    const { [name]: _, ...rest } = filter as Record<string, string>;
    const next = value === ANY ? rest : { ...rest, [name]: value };
    void navigate({ to: "/guard/records", search: next, resetScroll: false });
  };
  return (
    <Page title="Decisions" about="what the guard read, newest first; no value is on record">
      <div className={classes.filters}>
        <Switch
          label="Verdict"
          values={[ANY, ...ACTIONS]}
          chosen={verdict ?? ANY}
          onChoose={(value) => choose("verdict", value)}
        />
        <Switch
          label="What left"
          values={[ANY, ...CHANNELS]}
          chosen={channel ?? ANY}
          says={(value) => (value === ANY ? ANY : CHANNEL_SAYS[value])}
          onChoose={(value) => choose("channel", value)}
        />
      </div>
      <Asked query={query} what="the decisions" lines={12}>
        {() =>
          items.length === 0 ? (
            <None isFiltered={Object.keys(filter).length > 0} />
          ) : (
            <Records items={items} />
          )
        }
      </Asked>
      <ShowMore of={query} />
    </Page>
  );
}

const None = ({ isFiltered }: { readonly isFiltered: boolean }) =>
  isFiltered ? (
    <EmptyState page fact="No decision is like that.">
      Choose “any” again to see the others.
    </EmptyState>
  ) : (
    <EmptyState page fact="Nothing has left yet.">
      Every mail, page, paper and answer of a model that the guard reads is on record here, without
      what was in it. <Link to="/guard/try">Try a text</Link>; that is not recorded.
    </EmptyState>
  );

const Records = ({ items }: { readonly items: readonly RecordLine[] }) => (
  <DataTable
    label="Decisions"
    rows={items}
    keyOf={({ id }) => id}
    columns={[
      {
        id: "at",
        head: "At",
        width: "140px",
        cell: ({ id, at }) => (
          <Link to="/guard/records/$id" params={{ id }}>
            <Time at={at} />
          </Link>
        ),
      },
      {
        id: "verdict",
        head: "Verdict",
        width: "100px",
        stacked: "bare",
        cell: ({ verdict }) => <Verdict of={verdict} />,
      },
      {
        id: "outcome",
        head: "Then",
        width: "90px",
        stacked: "bare",
        cell: ({ outcome }) => outcome,
      },
      {
        id: "channel",
        head: "What left",
        width: "160px",
        stacked: "bare",
        cell: ({ channel }) => CHANNEL_SAYS[channel],
      },
      {
        id: "rules",
        head: "Rules",
        cell: ({ rules }) =>
          rules.length === 0 ? (
            <span className="dim">no finding</span>
          ) : (
            <span className={`mono ${classes.rules}`}>{rules.join(", ")}</span>
          ),
      },
      {
        id: "policy",
        head: "Policy",
        width: "84px",
        cell: ({ policy }) => <Hash of={policy} />,
      },
      { id: "for", head: "Kept for", width: "140px", cell: ({ keptFor }) => keptFor },
    ]}
  />
);
