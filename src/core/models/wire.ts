import { type Refusal, refuse } from "../result.ts";

/** What came over a wire, before anybody looked. */
export type Members = { readonly [name: string]: unknown };

export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value's members; none where it is no object. */
export const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

/** The value's items; none where it is no list. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const textOrNull = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** Text itself, or the text parts of a list, joined: both protocols allow either. */
export const joinText = (value: unknown): string =>
  typeof value === "string"
    ? value
    : itemsOf(value)
        .map((part) => textOf(membersOf(part).text))
        .join("");

export type MalformedRefusal = Refusal<"model/malformed">;

/** `place` is a JSON pointer into the answer. */
export const malformed = (place: string, what: string) =>
  refuse("model/malformed", `At ${place === "" ? "/" : place}: ${what}`);

/** What an endpoint says went wrong, in either protocol's shape or any other; null where the body tells of no error. */
export function readErrorText(body: unknown): string | null {
  const { error, message, detail } = membersOf(body);
  if (typeof error === "string") return error;
  const inner = membersOf(error);
  const said = textOrNull(inner.message) ?? textOrNull(inner.type);
  if (said !== null) return said;
  if (isMembers(error)) return JSON.stringify(error);
  return membersOf(body).object === "error" || detail !== undefined
    ? (textOrNull(message) ?? textOrNull(detail))
    : null;
}
