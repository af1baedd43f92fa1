import { CaseStatus, EvidenceLevel } from "#contract/clearinghouse/words.ts";
import { CASE_VIEWS } from "#core/clearinghouse/caseView.ts";

const STATUS = [...CaseStatus.options, "any"] as const;
const ASSIGNED = ["me", "nobody", "any"] as const;
const EVIDENCE = [...EvidenceLevel.options, "any"] as const;

export type QueueView = {
  readonly view: (typeof CASE_VIEWS)[number];
  readonly status: (typeof STATUS)[number];
  readonly assigned: (typeof ASSIGNED)[number];
  readonly evidence: (typeof EVIDENCE)[number];
  readonly text: string;
  /** Reference of the case under the cursor. */
  readonly at: string | undefined;
  /** Columns that are put away. */
  readonly hide: readonly string[];
};
/** What stands in the address: only what differs from the page's own beginning. */
export type QueueSearch = Partial<Record<keyof QueueView, string>>;

export const beginning = (assigned: QueueView["assigned"]): QueueView => ({
  view: "decision",
  status: "open",
  assigned,
  evidence: "any",
  text: "",
  at: undefined,
  hide: [],
});

/** Reads an address; what it cannot read falls back to the page's beginning, it never fails. */
export function parseView(search: QueueSearch, from: QueueView): QueueView {
  return {
    view: oneOf(CASE_VIEWS, search.view) ?? from.view,
    status: oneOf(STATUS, search.status) ?? from.status,
    assigned: oneOf(ASSIGNED, search.assigned) ?? from.assigned,
    evidence: oneOf(EVIDENCE, search.evidence) ?? from.evidence,
    text: (search.text ?? from.text).slice(0, 200),
    at: search.at || undefined,
    hide: search.hide ? search.hide.split(",") : from.hide,
  };
}

/** The address of a view. */
export function toSearch(view: QueueView, from: QueueView): QueueSearch {
  const flat = { ...view, hide: view.hide.join(","), at: view.at ?? "" };
  const plain = { ...from, hide: from.hide.join(","), at: "" };
  const differs = (Object.keys(flat) as (keyof QueueView)[]).filter(
    (key) => flat[key] !== plain[key],
  );
  return Object.fromEntries(differs.map((key) => [key, flat[key]]));
}

const oneOf = <const T extends string>(allowed: readonly T[], given: string | undefined) =>
  allowed.find((value) => value === given);

/** Keeps what an address may hold and drops the rest: addresses come from anywhere. */
export function readSearch(raw: Record<string, unknown>): QueueSearch {
  const keys: readonly (keyof QueueView)[] = [
    "view",
    "status",
    "assigned",
    "evidence",
    "text",
    "at",
    "hide",
  ];
  return Object.fromEntries(
    keys.flatMap((key) =>
      typeof raw[key] === "string" && raw[key] !== "" ? [[key, raw[key]]] : [],
    ),
  );
}
