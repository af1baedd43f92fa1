import { type DotKind, State } from "../ui/Tag.tsx";
import { useNow } from "../ui/useNow.ts";
import { ownerWords } from "./ownerWords.ts";

const DOT: Record<ReturnType<typeof ownerWords>["tone"], DotKind> = {
  good: "ok",
  late: "soon",
  waiting: "plain",
  none: "open",
};

/** What the owner last did, in a dot and a word; silence says for how long. */
export function OwnerState(props: { readonly state: string; readonly since: string | null }) {
  const { text, tone } = ownerWords(props.state, props.since, useNow());
  return <State dot={DOT[tone]}>{text}</State>;
}
