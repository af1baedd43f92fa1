import type { Cursor } from "./cursor.ts";
import { cutText } from "./cutText.ts";

/** Rule texts repeat in each result, so they are cut: ten thousand results must not multiply one long text. */
const LONGEST_RULE_TEXT = 2_000;
const LONGEST_MESSAGE = 20_000;
const MOST_TEXTS = 100;

/** `message.text`, or the rule's message string that `message.id` names, with its arguments put in (SARIF 3.11). */
export function messageText(result: Cursor, rule: Cursor | null): string | null {
  const message = result.object("message");
  if (message === null) return null;
  const id = message.text("id") ?? "";
  const template =
    message.text("text") ??
    message.text("markdown") ??
    rule?.object("messageStrings")?.object(id)?.text("text") ??
    null;
  return template === null ? null : filled(template, message.texts("arguments"));
}

function filled(template: string, values: readonly string[]): string {
  if (values.length === 0) return cutText(template, LONGEST_MESSAGE);
  const placeholder = /\{(\d{1,4})\}/g;
  let text = "";
  let from = 0;
  for (
    let match = placeholder.exec(template);
    match !== null && text.length < LONGEST_MESSAGE;
    match = placeholder.exec(template)
  ) {
    text += template.slice(from, match.index) + (values[Number(match[1])] ?? match[0]);
    from = placeholder.lastIndex;
  }
  return cutText(text + template.slice(from, from + LONGEST_MESSAGE), LONGEST_MESSAGE);
}

export const ruleTitle = (rule: Cursor): string | null =>
  rule.object("shortDescription")?.text("text") ?? rule.label("name");

export function ruleText(rule: Cursor): string | null {
  const text =
    rule.object("fullDescription")?.text("text") ??
    rule.object("shortDescription")?.text("text") ??
    rule.object("help")?.text("text") ??
    null;
  return text === null ? null : cutText(text, LONGEST_RULE_TEXT);
}

/** The strings in a property bag, tags included: bags are free, so nothing in them can be a fault. */
export function propertyTexts(holder: Cursor | null): string[] {
  const bag = holder?.object("properties")?.value;
  if (typeof bag !== "object" || bag === null) return [];
  return Object.entries(bag)
    .slice(0, MOST_TEXTS)
    .flatMap(([key, value]) => {
      const texts = Array.isArray(value) ? value.slice(0, MOST_TEXTS) : [value];
      return texts.map((text) =>
        /^cwe/i.test(key) && /^\d+$/.test(String(text)) ? `CWE-${text}` : text,
      );
    })
    .filter((text) => typeof text === "string");
}

/** A string in the property bag, by its exact key. */
export function propertyText(holder: Cursor, key: string): string | null {
  const value = holder.object("properties")?.member(key)?.value;
  return typeof value === "string" ? value : null;
}

/** The id of a taxon; bare numbers of the CWE taxonomy get its prefix. */
export function taxonText(taxon: Cursor | null): string | null {
  const id = taxon?.label("id") ?? null;
  const source = taxon?.object("toolComponent")?.text("name") ?? "";
  return /^\d+$/.test(id ?? "") && /cwe/i.test(source) ? `CWE-${id}` : id;
}
