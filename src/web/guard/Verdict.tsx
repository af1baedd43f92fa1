import type { Action } from "#core/guard/verdict.ts";
import { State } from "../ui/Tag.tsx";
import { VERDICT_DOT } from "./words.ts";

export const Verdict = ({ of }: { readonly of: Action }) => (
  <State dot={VERDICT_DOT[of]}>{of}</State>
);
