import type { Problem } from "../../problem.ts";

type Obj = { readonly [key: string]: unknown };

const isObj = (value: unknown): value is Obj =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const objAt = (value: unknown, key: string): Obj | undefined => {
  const found = isObj(value) ? value[key] : undefined;
  return isObj(found) ? found : undefined;
};
const textAt = (value: Obj | undefined, key: string): string | undefined => {
  const found = value?.[key];
  return typeof found === "string" ? found : undefined;
};
const listAt = (value: unknown, key: string): readonly unknown[] => {
  const found = isObj(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
};

/** RFC 9562: the group of everybody, and the group of nobody. */
const MAX_UUID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const NIL_UUID = "00000000-0000-0000-0000-000000000000";
const GROUP = "/document/distribution/sharing_group/id";

type Facts = {
  readonly label: string | undefined;
  readonly group: string | undefined;
  readonly status: string | undefined;
  /** Time of the newest revision, in milliseconds; NaN where there is none. */
  readonly newest: number;
  readonly vulnerabilities: readonly unknown[];
};

function readFacts(csaf: unknown): Facts {
  const document = objAt(csaf, "document");
  const distribution = objAt(document, "distribution");
  const tracking = objAt(document, "tracking");
  const label = textAt(objAt(distribution, "tlp"), "label");
  const times = listAt(tracking, "revision_history")
    .map((revision) => Date.parse(textAt(isObj(revision) ? revision : undefined, "date") ?? ""))
    .filter((time) => !Number.isNaN(time));
  return {
    // CSAF 2.0 has TLP 1.0's name for it.
    label: label === "WHITE" ? "CLEAR" : label,
    group: textAt(objAt(distribution, "sharing_group"), "id")?.toLowerCase(),
    status: textAt(tracking, "status"),
    newest: times.length === 0 ? Number.NaN : Math.max(...times),
    vulnerabilities: listAt(csaf, "vulnerabilities"),
  };
}

/** CSAF 2.1, 6.1.38: the group of everybody goes with TLP:CLEAR alone. */
const groupOfEverybody = ({ label, group }: Facts): Problem[] =>
  group === MAX_UUID && label !== undefined && label !== "CLEAR"
    ? [
        {
          rule: "csaf/6.1.38",
          pointer: GROUP,
          message: `A document labelled TLP:${label} is shared with everybody. Name its sharing group, or label it TLP:CLEAR.`,
        },
      ]
    : [];

/** CSAF 2.1, 6.1.39: with TLP:CLEAR goes no group but that of everybody, and in a draft that of nobody. */
function groupOfSome({ label, group, status }: Facts): Problem[] {
  if (label !== "CLEAR" || group === undefined || group === MAX_UUID) return [];
  if (group === NIL_UUID && status === "draft") return [];
  return [
    {
      rule: "csaf/6.1.39",
      pointer: GROUP,
      message: `A document labelled TLP:CLEAR is for everybody. Leave the sharing group out, or give it the id ${MAX_UUID}.`,
    },
  ];
}

/** CSAF 2.1, 6.1.45: what is public and finished tells of nothing that is to be disclosed later. Time zones count. */
function disclosedLater({ label, status, newest, vulnerabilities }: Facts): Problem[] {
  if (label !== "CLEAR" || (status !== "final" && status !== "interim")) return [];
  return vulnerabilities.flatMap((vulnerability, index) => {
    const date = textAt(isObj(vulnerability) ? vulnerability : undefined, "disclosure_date");
    if (date === undefined || !(Date.parse(date) > newest)) return [];
    return [
      {
        rule: "csaf/6.1.45",
        pointer: `/vulnerabilities/${index}/disclosure_date`,
        message:
          "It is disclosed after the newest revision of a public document. Keep the document a draft until then, or do not label it TLP:CLEAR.",
      },
    ];
  });
}

/** What a CSAF document says of its own audience, as far as it contradicts itself (CSAF 2.1, 6.1.38, 39 and 45). */
export function readTlpFaults(csaf: unknown): Problem[] {
  const facts = readFacts(csaf);
  return [groupOfEverybody, groupOfSome, disclosedLater].flatMap((rule) => rule(facts));
}
