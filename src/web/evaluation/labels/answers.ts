import { outcomeSays } from "../outcomeSays.ts";

/** What a person can say of a trial, and the key for it. */
export const ANSWERS = [
  { outcome: "yes", key: "y" },
  { outcome: "no", key: "n" },
  { outcome: "not_applicable", key: "a" },
  { outcome: "inconclusive", key: "u" },
] as const;
export type Answer = (typeof ANSWERS)[number]["outcome"];

/** The words on an answer's button. */
export const answerSays = (outcome: Answer, dimension: string): string => {
  if (outcome === "inconclusive") return "cannot say";
  const says = outcomeSays(outcome, dimension);
  return outcome === "no" && says === "none" ? `no ${outcomeSays("yes", dimension)}` : says;
};

export type Quote = { readonly messageId: string; readonly quote: string };

/** Adds a quotation once; what has nothing but space in it is none. */
export function withQuote(quotes: readonly Quote[], next: Quote | undefined): readonly Quote[] {
  if (next === undefined || next.quote.trim() === "") return quotes;
  const isThere = quotes.some(
    ({ messageId, quote }) => messageId === next.messageId && quote === next.quote,
  );
  return isThere ? quotes : [...quotes, next].slice(-20);
}

/** What the reader has marked, if it lies within one message of a transcript. */
export function selectedQuote(selection: Selection | null): Quote | undefined {
  const of = (node: Node | null | undefined) =>
    (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>("[data-message]")
      ?.dataset.message;
  const from = of(selection?.anchorNode);
  if (selection === null || from === undefined || from !== of(selection.focusNode))
    return undefined;
  return { messageId: from, quote: selection.toString().slice(0, 4_000) };
}
