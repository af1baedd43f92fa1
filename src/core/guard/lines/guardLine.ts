import { findJsonFault } from "../../formats/jsonFault.ts";
import { measureJson } from "../../formats/jsonMeasure.ts";
import { findDuplicateKeys } from "../../formats/jsonPlaces.ts";
import { decodeUtf8 } from "../../formats/text.ts";

/** How a line is called by whoever wrote it; null where it does not say. */
export type LineId = string | number | null;

/** A line of a JSONL file as it was asked for, or why it cannot be read: a sentence with the place. */
export type GuardLine<T> =
  | { readonly ok: true; readonly id: LineId; readonly value: T }
  | { readonly ok: false; readonly id: LineId; readonly fault: string };

/** A record is flat; what is nested deeper is none, and would cost memory before that is known. */
const MOST_DEPTH = 32;
/** How far into a broken line its id is looked for. Bytes. */
const ID_WITHIN = 4_096;
const ID = /"id"\s*:\s*("(?:[^"\\]|\\.){0,1000}"|-?\d{1,15}(?![\d.eE]))/;

/** The id of a line that is no record, as far as its beginning shows one. */
export function idIn(bytes: Uint8Array): LineId {
  const head = new TextDecoder().decode(bytes.subarray(0, ID_WITHIN));
  const written = ID.exec(head)?.[1];
  try {
    return written === undefined ? null : (JSON.parse(written) as LineId);
  } catch {
    return null;
  }
}

type Obj = Readonly<Record<string, unknown>>;
type Read<T> = { readonly value: T } | { readonly fault: string };

const faultOf = (text: string): string => {
  const { offset, message } = findJsonFault(text) ?? { offset: 0, message: "This is not JSON." };
  return `Column ${offset + 1}: ${message}`;
};

/** Members of all objects in a value. */
function membersIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + membersIn(item), 0);
  const items = Object.values(value);
  return items.reduce<number>((sum, item) => sum + membersIn(item), items.length);
}

/** All of it stands on one line. */
const twiceIn = (text: string): string =>
  findDuplicateKeys(text)[0]?.message.replace(/ \(lines \d+ and \d+\)/, "") ??
  "A key stands twice in one object.";

function parseObject(text: string): Read<Obj> {
  const { tooDeepAt, members } = measureJson(text, MOST_DEPTH);
  if (tooDeepAt !== null)
    return {
      fault: `Column ${tooDeepAt + 1}: arrays and objects stand more than ${MOST_DEPTH} deep in one another. Put nested JSON into the text, as a string.`,
    };
  try {
    const value: unknown = JSON.parse(text);
    // Whoever else reads the line may take the first of two texts, where the last one is judged here.
    if (membersIn(value) !== members) return { fault: twiceIn(text) };
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { value: value as Obj };
    return { fault: "The line is no JSON object. Write one object in each line." };
  } catch {
    return { fault: faultOf(text) };
  }
}

const isId = (id: unknown): id is LineId | undefined =>
  id === undefined ||
  id === null ||
  typeof id === "string" ||
  (typeof id === "number" && (Number.isSafeInteger(id) || !Number.isInteger(id)));

/** `isFirst`: a byte-order mark may stand at the beginning of the first line. */
function readLine<T>(
  bytes: Uint8Array,
  isFirst: boolean,
  valueIn: (record: Obj) => Read<T>,
): GuardLine<T> {
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok)
    return { ok: false, id: idIn(bytes), fault: decoded.problems[0]?.message ?? "It is no text." };
  const text = decoded.byteOrderMark && !isFirst ? `\ufeff${decoded.text}` : decoded.text;
  const record = parseObject(text);
  if ("fault" in record) return { ok: false, id: idIn(bytes), fault: record.fault };
  const { id } = record.value;
  if (!isId(id))
    return { ok: false, id: null, fault: '"id" is a string, or a whole number below 2^53.' };
  const read = valueIn(record.value);
  if ("fault" in read) return { ok: false, id: id ?? null, fault: read.fault };
  return { ok: true, id: id ?? null, value: read.value };
}

/** `{"id","text"}`. */
export const readTextLine = (bytes: Uint8Array, isFirst: boolean): GuardLine<string> =>
  readLine(bytes, isFirst, ({ text }) =>
    typeof text === "string" ? { value: text } : { fault: '"text" is missing, or is no string.' },
  );

/** `{"id","chunks":[…]}`. */
export const readChunkLine = (bytes: Uint8Array, isFirst: boolean): GuardLine<readonly string[]> =>
  readLine(bytes, isFirst, ({ chunks }) => {
    if (!Array.isArray(chunks)) return { fault: '"chunks" is missing, or is no array.' };
    const stranger = chunks.findIndex((chunk) => typeof chunk !== "string");
    if (stranger >= 0) return { fault: `"chunks" has at ${stranger} what is no string.` };
    return { value: chunks as readonly string[] };
  });
