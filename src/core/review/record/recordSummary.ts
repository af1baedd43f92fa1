import { canonicalJson, type Json } from "../../canonicalJson.ts";
import type { ReviewEvent } from "../reviewEvent.ts";
import type { RecordBody, RecordLine } from "./recordLine.ts";

type Held = {
  readonly material: string;
  readonly kind: string;
  readonly size: number;
  readonly digest: string;
  readonly by: string;
  readonly at: string;
  /** Everybody who was ever named as a reader. */
  readonly readers: readonly string[];
};

/** One person and one thing; `first` and `last` are instants of the ledger. */
type Seen = {
  readonly what: string;
  readonly material: string | null;
  readonly grant: string | null;
  readonly personId: string;
  readonly name: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
};

type Asked = {
  readonly id: string;
  readonly material: string;
  readonly of: string;
  readonly due: string;
  readonly overdueAt: string | null;
};
type Stated = {
  readonly method: string;
  readonly on: string;
  readonly at: string;
  readonly by: string;
};

/**
 * What was held, who saw it, what was destroyed, as far as the lines of a record tell its reader. It is computed from the
 * lines alone, whatever version of Assay reads them: a change of meaning is a new `v`.
 */
export type RecordSummary = {
  readonly v: 1;
  readonly review: {
    readonly id: string;
    readonly ref: string | null;
    readonly lab: string | null;
    readonly model: string | null;
    readonly version: string | null;
    readonly ended: { readonly how: string; readonly at: string } | null;
  };
  readonly taken: { readonly at: string; readonly by: string };
  readonly lines: {
    readonly events: number;
    readonly accesses: number;
    readonly others: number;
    readonly closed: number;
  };
  readonly terms: readonly {
    readonly version: number;
    readonly hash: string;
    readonly signed: readonly { readonly side: string; readonly by: string; readonly at: string }[];
  }[];
  readonly held: readonly Held[];
  readonly seen: readonly Seen[];
  readonly destroyed: readonly (Asked & Stated)[];
  /** Asked for and not stated; `overdueAt` tells whether the day has come and gone. */
  readonly missing: readonly Asked[];
};

const ENDS: Partial<Record<ReviewEvent["type"], string>> = {
  withdrawn: "withdrawn",
  completed: "completed",
  expired: "expired",
  "found-not-applicable": "not-applicable",
};

type Draft = {
  review: RecordSummary["review"];
  lines: RecordSummary["lines"];
  terms: Map<number, RecordSummary["terms"][number]>;
  held: Map<string, Held>;
  seen: Map<string, Seen>;
  asked: Map<string, Asked>;
  stated: Map<string, Stated>;
};

const withReaders = (held: Held, readers: readonly { readonly name: string }[]): Held => ({
  ...held,
  readers: [...new Set([...held.readers, ...readers.map(({ name }) => name)])],
});

/** The first end is the end. */
function noteEnd(draft: Draft, { type, at }: ReviewEvent): void {
  const how = ENDS[type];
  if (how !== undefined && draft.review.ended === null)
    draft.review = { ...draft.review, ended: { how, at } };
}

function noteMaterial({ held }: Draft, event: ReviewEvent): void {
  if (event.type === "material-sealed") {
    const { materialId: material, kind, size, digest, at, by } = event;
    const blank = { material, kind, size, digest, by: by.label, at, readers: [] };
    held.set(material, withReaders(blank, event.recipients));
  }
  if (event.type === "material-rewrapped") {
    const before = held.get(event.materialId);
    if (before !== undefined) held.set(event.materialId, withReaders(before, event.recipients));
  }
}

function noteDestruction({ asked, stated }: Draft, event: ReviewEvent): void {
  if (event.type === "destruction-asked") {
    const { destructionId: id, materialId: material, name: of, due } = event;
    asked.set(id, { id, material, of, due, overdueAt: null });
  }
  if (event.type === "destruction-overdue") {
    const before = asked.get(event.destructionId);
    if (before !== undefined) asked.set(before.id, { ...before, overdueAt: event.at });
  }
  if (event.type === "destruction-stated") {
    const { method, on, at, by } = event;
    stated.set(event.destructionId, { method, on, at, by: by.label });
  }
}

function noteTerms({ terms }: Draft, event: ReviewEvent): void {
  if (event.type === "terms-proposed") {
    const { version, hash } = event;
    terms.set(version, { version, hash, signed: [] });
  }
  if (event.type === "terms-signed") {
    const before = terms.get(event.version);
    const { side, name: by, at } = event.signature;
    if (before !== undefined)
      terms.set(event.version, { ...before, signed: [...before.signed, { side, by, at }] });
  }
}

function noteEvent(draft: Draft, event: ReviewEvent): void {
  if (event.type === "opened") {
    const { ref, lab, model, version } = event;
    draft.review = { ...draft.review, ref, lab: lab.name, model, version };
  }
  noteEnd(draft, event);
  noteMaterial(draft, event);
  noteDestruction(draft, event);
  noteTerms(draft, event);
}

export const ACCESSED = "review.accessed";

const textOf = (value: Json | undefined): string | null =>
  typeof value === "string" ? value : null;

function noteAccess({ seen }: Draft, { subject, detail, actor }: RecordBody, at: string): void {
  const said = (detail ?? {}) as { readonly [name: string]: Json };
  const what = textOf(said.what) ?? "";
  const [material, grant] = [textOf(subject.materialId), textOf(said.grantId)];
  const personId = actor.personId ?? "";
  const key = JSON.stringify([what, material, grant, personId]);
  const before = seen.get(key);
  const { count, first } = before ?? { count: 0, first: at };
  const name = actor.label;
  seen.set(key, { what, material, grant, personId, name, count: count + 1, first, last: at });
}

const atOf = (leaf: string): string => (JSON.parse(leaf) as { at: string }).at;

const emptyDraft = (): Draft => ({
  review: { id: "", ref: null, lab: null, model: null, version: null, ended: null },
  lines: { events: 0, accesses: 0, others: 0, closed: 0 },
  terms: new Map(),
  held: new Map(),
  seen: new Map(),
  asked: new Map(),
  stated: new Map(),
});

/** Which of the four a line is, once what it says has been noted. */
function note(draft: Draft, { leaf, opened }: RecordLine): keyof RecordSummary["lines"] {
  if (opened === undefined) return "closed";
  const { body, event } = opened;
  if (event !== null) noteEvent(draft, event);
  if (event !== null) return "events";
  if (body.kind !== ACCESSED) return "others";
  noteAccess(draft, body, atOf(leaf));
  return "accesses";
}

function toSummary(draft: Draft, id: string, taken: RecordSummary["taken"]): RecordSummary {
  const { review, lines, terms, held, seen, asked, stated } = draft;
  const answered = [...asked.values()].map((one) => ({ one, answer: stated.get(one.id) }));
  return {
    v: 1,
    review: { ...review, id },
    taken,
    lines,
    terms: [...terms.values()],
    held: [...held.values()],
    seen: [...seen.values()],
    destroyed: answered.flatMap(({ one, answer }) => (answer ? [{ ...one, ...answer }] : [])),
    missing: answered.flatMap(({ one, answer }) => (answer ? [] : [one])),
  };
}

/** Takes line after line; memory grows with what was held and who saw it, not with how often. */
export function summarize() {
  const draft = emptyDraft();
  return {
    add: (line: RecordLine): void => {
      const kind = note(draft, line);
      draft.lines = { ...draft.lines, [kind]: draft.lines[kind] + 1 };
    },
    lines: () => draft.lines,
    /** Of the review with this id, the record having been taken then, by somebody. */
    read: (id: string, taken: RecordSummary["taken"]): RecordSummary => toSummary(draft, id, taken),
  };
}

/** Who took the record, and when: what the last line says. */
export const takenBy = ({ leaf, opened }: RecordLine): RecordSummary["taken"] => ({
  at: atOf(leaf),
  by: opened?.body.actor.label ?? "",
});

/** The bytes of `review.json`: one spelling, so that no byte of it can be changed unseen. */
export const toSummaryText = (summary: RecordSummary): string =>
  `${canonicalJson(summary as unknown as Json)}\n`;
