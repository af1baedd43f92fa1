import { useQuery } from "@tanstack/react-query";
import type { PackPage } from "#contract/guard/pack.ts";
import { type LedgerEntry, listLedger } from "#contract/ledger/ledger.ts";
import { call } from "../../api.ts";
import { useMay } from "../../session.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { Time } from "../../ui/Time.tsx";
import classes from "./packs.module.css";

const NEWEST = 500;

const isAbout = ({ body }: LedgerEntry, { id }: PackPage): boolean => {
  if (body?.kind === "guard.pack-added") return body.subject.pack === id;
  const { packs } = (body?.detail ?? {}) as { readonly packs?: unknown };
  return body?.kind === "guard.policy" && Array.isArray(packs) && packs.includes(id);
};

const said = ({ body }: LedgerEntry): string =>
  body?.kind === "guard.pack-added" ? "added" : `chosen for ${String(body?.subject.channel)}`;

/** What the ledger holds of a pack. Every record of a decision names the packs that read, by their hashes. */
export function LedgerOfPack({ pack }: { readonly pack: PackPage }) {
  const may = useMay()("ledger.read");
  const query = useQuery({
    queryKey: ["guard", "ledger"],
    queryFn: ({ signal }) => call(listLedger, { query: { limit: NEWEST }, signal }),
    enabled: may,
  });
  if (!may) return null;
  return (
    <Section
      title="In the ledger"
      fact={`among its newest ${NEWEST} entries; each record of a decision names this pack by its hash`}
    >
      <Asked query={query} what="the ledger" lines={2}>
        {({ items }) => {
          const about = items.filter((entry) => isAbout(entry, pack));
          if (about.length === 0)
            return (
              <EmptyState fact="No entry about this pack.">
                Adding a pack and choosing it for a channel are entries.
              </EmptyState>
            );
          return (
            <ul className={classes.entries}>
              {about.map((entry) => (
                <li key={entry.index}>
                  <span className="mono">{entry.index}</span> {said(entry)} by {entry.body?.actor},{" "}
                  <Time at={entry.at} />
                </li>
              ))}
            </ul>
          );
        }}
      </Asked>
    </Section>
  );
}
