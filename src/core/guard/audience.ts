/** Who will read it, from everybody to named persons (TLP 2.0, section 4; widest first). */
export const AUDIENCES = [
  "public", // TLP:CLEAR
  "community", // TLP:GREEN
  "clients", // TLP:AMBER: organisation and its clients
  "organisation", // TLP:AMBER+STRICT
  "participants", // the parties of one case
  "named", // TLP:RED: named persons
] as const;
export type AudienceKind = (typeof AUDIENCES)[number];

export type Audience = {
  readonly kind: AudienceKind;
  /** The case whose participants, or named persons, read it. */
  readonly caseId?: string;
};

export const TLP_LABELS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] as const;
export type TlpLabel = (typeof TLP_LABELS)[number];

/** The widest audience each label allows. */
const WIDEST: Record<TlpLabel, AudienceKind> = {
  CLEAR: "public",
  GREEN: "community",
  AMBER: "clients",
  "AMBER+STRICT": "organisation",
  RED: "named",
};

/** True where content that the widest of these audiences may read may go to the other. */
export const mayReachKind = (widest: AudienceKind, audience: AudienceKind): boolean =>
  AUDIENCES.indexOf(audience) >= AUDIENCES.indexOf(widest);

/** True where content under this label may go to this audience. */
export const mayReach = (label: TlpLabel, audience: AudienceKind): boolean =>
  mayReachKind(WIDEST[label], audience);
