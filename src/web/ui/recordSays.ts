/** Names of data that are for machines, or that stand in full elsewhere: ids, hashes, proofs, the terms, what is signed. */
const LEFT_OUT = /^(id|hash|digest|proof|terms|key|keyId|envelope)$|Id$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST = 300;

/** An event's data for people: `name value; name value`. Lists of people and things are their names; nothing empty is said. */
export function recordSays(data: Readonly<Record<string, unknown>>): string {
  const text = partsOf(data).join("; ");
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** The end of an id: its beginning is the time, which many share. */
const END = 8;

/** Where an event names nothing but ids: `case …3f46f78`, enough to see which are the same. */
export const idsSay = (data: Readonly<Record<string, unknown>>): string =>
  Object.entries(data)
    .flatMap(([name, value]) =>
      typeof value === "string" && ID.test(value)
        ? [`${spaced(name.replace(/Id$/, ""))} …${value.slice(-END)}`]
        : [],
    )
    .join("; ");

const partsOf = (data: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(data).flatMap(([name, value]) => {
    if (LEFT_OUT.test(name)) return [];
    const says = wordsOf(value);
    return says === "" ? [] : [`${spaced(name)} ${says}`];
  });

/** `policyDays` is "policy days". */
const spaced = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("-", " ");

function wordsOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return ID.test(value) ? "" : value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(wordsOf).filter(Boolean).join(", ");
  const record = value as Readonly<Record<string, unknown>>;
  if (typeof record.name === "string") return record.name;
  const parts = partsOf(record);
  return parts.length === 0 ? "" : `(${parts.join("; ")})`;
}
