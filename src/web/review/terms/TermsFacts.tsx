import type { ReviewPage } from "#contract/review/reviewPage.ts";
import {
  ACCESS_MODE_WORDS,
  TERMS_LABELS as LABELS,
  loggingWords,
  personWords,
  promptWords,
  retentionWords,
  VARIANT_WORDS,
} from "#core/review/termsWords.ts";
import { Time } from "../../ui/Time.tsx";
import classes from "./terms.module.css";

const several = (items: readonly string[], nothing: string) =>
  items.length === 0 ? nothing : items.join("\n");

export function TermsFacts({ version }: { readonly version: ReviewPage["terms"][number] }) {
  const { terms } = version;
  const facts: readonly (readonly [string, string])[] = [
    [LABELS.accessMode, ACCESS_MODE_WORDS[terms.accessMode]],
    [LABELS.variants, terms.variants.map((one) => VARIANT_WORDS[one]).join(", ") || "none"],
    [LABELS.people, several(terms.people.map(personWords), "nobody is named")],
    [LABELS.agreedUses, several(terms.agreedUses, "none")],
    [LABELS.retentionDays, retentionWords(terms.retentionDays)],
    [
      LABELS.onwardSharing,
      several(
        terms.onwardSharing.map((one) => `${one.with}: ${one.condition}`),
        "with nobody",
      ),
    ],
    [LABELS.labLogs, loggingWords(terms.labLogs)],
    [LABELS.promptsShownToLab, promptWords(terms.promptsShownToLab)],
    [LABELS.destructionDate, terms.destructionDate],
    ...(terms.notes === "" ? [] : [[LABELS.notes, terms.notes] as const]),
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>Proposed</dt>
        <dd>
          <Time at={version.at} /> by {version.proposedBy}
        </dd>
      </div>
      <div>
        <dt>SHA-256</dt>
        <dd className={classes.hash}>{version.hash}</dd>
      </div>
    </dl>
  );
}
