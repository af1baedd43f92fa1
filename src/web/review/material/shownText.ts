import type { Label } from "#core/sealed/label.ts";

/** What is read in the page is at most so long, in bytes. */
const LONGEST = 2 ** 20;

const TEXTS = /^(text\/|application\/(json|x-ndjson|yaml|toml|xml)$)|\+(json|xml|yaml)$/;

/** Whether the page offers to show it. A file of unknown type is offered when its name ends as texts do. */
export const isShowable = ({ name, type, size }: Label): boolean =>
  size !== null &&
  size <= LONGEST &&
  (TEXTS.test(type) || /\.(txt|md|json|jsonl|ndjson|ya?ml|toml|csv|xml|log)$/i.test(name));

/** Bytes as UTF-8, or `undefined` where they are none. */
export function asText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
