import { createContext, useContext } from "react";
import type { Json } from "./draft.ts";

export type Fault = { readonly rule: string; readonly pointer: string; readonly message: string };

/** The draft under edit, for every field of the form. */
export type Draft = {
  readonly document: Json;
  readonly problems: readonly Fault[];
  readonly locked: boolean;
  readonly set: (pointer: string, value: Json) => void;
  readonly add: (pointer: string, item: Json) => void;
  readonly remove: (pointer: string, at: number) => void;
};

export const DraftContext = createContext<Draft | undefined>(undefined);

export function useDraft(): Draft {
  const draft = useContext(DraftContext);
  if (draft === undefined) throw new Error("A field of the advisory stands outside its form.");
  return draft;
}
