import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import type { PackPage as Pack } from "#contract/guard/pack.ts";
import { KeyHints } from "../../keys/KeyHelp.tsx";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import panes from "../../ui/panes.module.css";
import { Time } from "../../ui/Time.tsx";
import { Trail } from "../../ui/Trail.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import { packQuery } from "../queries.ts";
import { CHANNEL_SAYS, plural } from "../words.ts";
import { filterRules } from "./filter.ts";
import { LedgerOfPack } from "./LedgerOfPack.tsx";
import classes from "./packs.module.css";
import { RuleFilter } from "./RuleFilter.tsx";
import { RuleList } from "./RuleList.tsx";
import { RulePanel } from "./RulePanel.tsx";

const HINTS = [
  { keys: ["j", "k"], does: "move" },
  { keys: ["/"], does: "filter" },
  { keys: ["?"], does: "all keys" },
];

/** One pack: its rules, and the one under the cursor with its clause, its detector and its examples as they are judged. */
export function PackPage() {
  const { pack: id = "" } = useParams({ strict: false });
  const query = useQuery(packQuery(id));
  useTitle(query.data?.title ?? "Pack");
  return (
    <div className={panes.page}>
      <div className={classes.top}>
        <Trail>
          <Link to="/guard">Packs</Link>
          <span className="mono">{id}</span>
        </Trail>
        <h1>{query.data?.title ?? id}</h1>
        {query.data && <Facts pack={query.data} />}
      </div>
      <div className={panes.body}>
        <Asked query={query} what="the pack" lines={14}>
          {(pack) => <Rules pack={pack} />}
        </Asked>
      </div>
      <KeyHints hints={HINTS} />
    </div>
  );
}

const where = ({ always, channels }: Pack): string => {
  if (always.length > 0) return "Reads everything that leaves; nobody can take it out.";
  if (channels.length === 0) return "Reads nothing now.";
  return `Reads ${channels.map((channel) => CHANNEL_SAYS[channel]).join(", ")}.`;
};

const Facts = ({ pack }: { readonly pack: Pack }) => (
  <p className={classes.facts}>
    <span>
      {plural(pack.rules, "rule")}, version <span className="mono">{pack.version}</span>
      {pack.uploadedAt !== null && (
        <>
          , added by {pack.uploadedBy} on <Time at={pack.uploadedAt} as="day" />
        </>
      )}
    </span>
    <span>{where(pack)}</span>
    <span className={`mono ${classes.hash}`}>sha256 {pack.hash}</span>
  </p>
);

function Rules({ pack }: { readonly pack: Pack }) {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const text = typeof search.text === "string" ? search.text : "";
  const chosen = typeof search.rule === "string" ? search.rule : undefined;
  const sought = useDeferredValue(text);
  const rules = useMemo(() => filterRules(pack.items, sought), [pack.items, sought]);
  const current = rules.find(({ id }) => id === chosen) ?? rules[0];
  const shown = useDeferredValue(current);
  const go = (next: { readonly text?: string; readonly rule?: string | undefined }) => {
    const [said, rule] = [next.text ?? text, "rule" in next ? next.rule : chosen];
    void navigate({
      to: "/guard/packs/$pack",
      params: { pack: pack.id },
      search: { ...(said === "" ? {} : { text: said }), ...(rule === undefined ? {} : { rule }) },
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <>
      <div className={classes.list}>
        <RuleFilter text={text} found={rules.length} onText={(said) => go({ text: said })} />
        <RuleList rules={rules} current={current?.id} onCurrent={(rule) => go({ rule })} />
      </div>
      <div className={panes.panel}>
        {shown === undefined ? (
          <EmptyState page fact="No rule is like that.">
            The filter looks at ids, words, clauses and patterns. Take a word away.
          </EmptyState>
        ) : (
          <RulePanel key={shown.id} rule={shown} pack={pack} />
        )}
        <LedgerOfPack pack={pack} />
      </div>
    </>
  );
}
