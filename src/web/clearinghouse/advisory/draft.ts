import { stepsOf, toPointer } from "#core/jsonPointer.ts";

/** Reading and changing a JSON document by pointer (RFC 6901), without touching the one given. */
export type Json = unknown;

/** What stands at a pointer; `undefined` where there is nothing. */
export function getAt(document: Json, pointer: string): Json {
  let here = document;
  for (const step of stepsOf(pointer)) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string, Json>)[step];
  }
  return here;
}

/** The document with another value at a pointer. Missing objects on the way are made. */
export function setAt(document: Json, pointer: string, value: Json): Json {
  const [step, ...rest] = stepsOf(pointer);
  if (step === undefined) return value;
  const below = toPointer(rest);
  if (Array.isArray(document))
    return document.map((item, at) => (String(at) === step ? setAt(item, below, value) : item));
  const here =
    typeof document === "object" && document !== null ? (document as Record<string, Json>) : {};
  return { ...here, [step]: setAt(here[step], below, value) };
}

export const listAt = (document: Json, pointer: string): readonly Json[] => {
  const list = getAt(document, pointer);
  return Array.isArray(list) ? list : [];
};

export const addAt = (document: Json, pointer: string, item: Json): Json =>
  setAt(document, pointer, [...listAt(document, pointer), item]);

export const removeAt = (document: Json, pointer: string, at: number): Json =>
  setAt(
    document,
    pointer,
    listAt(document, pointer).filter((_, index) => index !== at),
  );

/** The faults at a pointer or below it. */
export const problemsAt = <P extends { readonly pointer: string }>(
  problems: readonly P[],
  pointer: string,
): P[] =>
  problems.filter(
    (problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`),
  );
