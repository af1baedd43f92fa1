import type { Behaviour } from "./behaviour.ts";
import { type Block, readOutline } from "./outline.ts";
import type { Category, Stance, Taxonomy, Term } from "./taxonomy.ts";

/**
 * A taxonomy from the text alone, the same each time: each item of a list is a category, items inside it are its examples. Without a
 * list the whole behaviour is one category. Items are impermissible unless they or what leads in to them say otherwise. A model may
 * propose a better one; a person reviews the difference.
 */
export function systematise({ name, description }: Behaviour): Taxonomy {
  const blocks = readOutline(description);
  const firstItem = blocks.findIndex(({ kind }) => kind === "item");
  const before = firstItem < 0 ? blocks : blocks.slice(0, firstItem);
  const prose = before.filter((block) => block.kind === "paragraph" && readTerm(block) === null);
  const definition = prose.map(({ text }) => text).join("\n\n") || name;
  const categories = readCategories(blocks);
  const whole: Category = { name, definition, examples: [], stance: "impermissible" };
  return {
    behaviour: { name, definition },
    terms: blocks.flatMap((block) => readTerm(block) ?? []),
    categories: categories.length > 0 ? categories : [whole],
  };
}

const TERM = /^\*\*([^*]{1,80})\*\*\s*:\s*(.+)$/s;

function readTerm(block: Block): Term | null {
  if (block.kind !== "paragraph") return null;
  const [, term, definition] = TERM.exec(block.text) ?? [];
  return term === undefined || definition === undefined ? null : { term, definition };
}

function readCategories(blocks: readonly Block[]): Category[] {
  const categories: Category[] = [];
  const names = new Set<string>();
  let stance: Stance = "impermissible";
  for (const block of blocks) {
    if (block.kind !== "item") {
      stance = stanceOfLead(block.text);
      continue;
    }
    const category = readCategory(block.text, block.inner, stance);
    const unique = uniqueName(category.name, names);
    names.add(unique);
    categories.push({ ...category, name: unique });
  }
  return categories;
}

const NAMED = /^\*\*(.+?)\*\*\s*(?:\(([^)]*)\))?\s*:?\s*(.*)$/s;

/** A stance that stands before all else: "(permissible) Says that nothing can be said". */
const NOTED = /^\(([^)]*)\)\s*(\S.*)$/s;

function readCategory(text: string, inner: readonly string[], lead: Stance): Category {
  const [, bold, note, rest] = NAMED.exec(text) ?? [];
  if (bold === undefined) {
    const [, said = "", plain = text] = NOTED.exec(text) ?? [];
    const stance = readStance(said);
    const definition = stance === null ? text : plain;
    return { name: toName(definition), definition, examples: inner, stance: stance ?? lead };
  }
  return {
    name: bold.replace(/[:.]$/, "").trim(),
    definition: rest?.trim() || bold.trim(),
    examples: inner,
    stance: readStance(note ?? "") ?? lead,
  };
}

function readStance(note: string): Stance | null {
  if (/\b(?:non-?|not |im)permissible\b/i.test(note)) return "impermissible";
  return /\bpermissible\b/i.test(note) ? "permissible" : null;
}

const ALLOWS =
  /\b(?:permissible|acceptable|allowed|fine|benign|correct behaviou?r|not (?:a|an) (?:violation|failure|problem))\b/i;
const FORBIDS =
  /\b(?:non-?permissible|impermissible|unacceptable|not (?:permissible|acceptable|allowed|fine))\b/i;

/** What a heading or paragraph says of the items below it: its last sentence leads in. */
function stanceOfLead(text: string): Stance {
  const [last = ""] = text.split(/(?<=[.!?])\s+/).slice(-1);
  return ALLOWS.test(last) && !FORBIDS.test(last) ? "permissible" : "impermissible";
}

const MOST_WORDS = 9;

/** The first clause, cut to a few words. */
function toName(text: string): string {
  const plain = text.replace(/[`*_]/g, "");
  const [clause = plain] = plain.split(
    /\s+[—–]\s+|[;:(]|(?<=\w)\.\s|,\s(?:e\.g\.|such as|including)/,
  );
  const words = clause.trim().replace(/[.,]$/, "").split(/\s+/);
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).join(" ")} …` : words.join(" ");
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let unique = name;
  for (let number = 2; taken.has(unique); number += 1) unique = `${name} (${number})`;
  return unique;
}
