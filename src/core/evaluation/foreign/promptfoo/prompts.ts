import { isFields } from "../../assert/reading.ts";
import type { CaseContent } from "../../testCase.ts";
import { lose } from "../foreignText.ts";
import { parseCsv } from "./csv.ts";
import {
  fault,
  findFiles,
  isProgram,
  parseFile,
  type Reading,
  type SuiteFile,
  withoutScheme,
} from "./reading.ts";
import { type Filled, fillTemplate, type Values } from "./template.ts";

/** Names of prompt files stand with and without a scheme. */
const FILE =
  /^(?:file:\/\/.+|[^\s{}"'<>]+\.(?:txt|md|j2|jsonl?|ya?ml|csv|[cm]?[jt]s|py)(?::\w+)?)$/;

/** The prompts of a suite, each as the text that promptfoo would fill. */
export function readPrompts(prompts: unknown, reading: Reading): string[] {
  // Once, a mapping from files to names was written.
  const list: readonly unknown[] = Array.isArray(prompts)
    ? prompts
    : isFields(prompts) && !isNamed(prompts)
      ? Object.keys(prompts)
      : [prompts];
  return list.flatMap((prompt, at) => readPrompt(prompt, `/prompts/${at}`, reading));
}

const isNamed = (prompt: Readonly<Record<string, unknown>>): boolean =>
  "raw" in prompt || "id" in prompt || "label" in prompt;

function readPrompt(prompt: unknown, pointer: string, reading: Reading): string[] {
  const own = isFields(prompt) ? (prompt.raw ?? prompt.id) : prompt;
  if (typeof own !== "string") {
    fault(reading, pointer, "must be a text, or a mapping with raw or id. Write the prompt there.");
    return [];
  }
  const isFile = FILE.test(own.trim());
  if (own.startsWith("exec:") || (isFile && isProgram(own))) {
    reading.notes.push(
      `${pointer} is a program that makes prompts (${withoutScheme(own)}); programs are not run. Write the prompt out to have it.`,
    );
    return [];
  }
  if (!isFile) return [own];
  return findFiles(own.trim(), pointer, reading).flatMap((file) =>
    promptsOf(file, pointer, reading),
  );
}

function promptsOf(file: SuiteFile, pointer: string, reading: Reading): string[] {
  const text = file.text.replace(/^\ufeff/, "");
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  switch (/\.(\w+)$/.exec(file.path)?.[1]?.toLowerCase()) {
    case "txt":
      return text
        .split(/\r?\n---\r?\n/)
        .map((own) => own.trim())
        .filter((own) => own !== "");
    case "jsonl":
      return lines;
    case "csv": {
      const rows = parseCsv(text);
      const column = (rows[0] ?? []).findIndex((name) => /^prompt$/i.test(name.trim()));
      return column < 0
        ? rows.map(([own = ""]) => own)
        : rows.slice(1).map((row) => row[column] ?? "");
    }
    case "yml":
    case "yaml":
      // A template may make it what YAML cannot read.
      return /\{%/.test(text) ? [text] : [JSON.stringify(parseFile(file, pointer, reading))];
    case "py":
    case "js":
    case "ts":
      reading.notes.push(
        `${pointer}: ${file.path} is a program that makes prompts; programs are not run.`,
      );
      return [];
    default:
      return [text.trim()];
  }
}

type Turn = { readonly role: string; readonly content: string };

/** A prompt with its variables filled: what a case holds, but for its title. */
export type FilledPrompt = Omit<Filled, "text"> & {
  readonly held: (title: string) => CaseContent;
};

/** A prompt is a text, or a conversation as JSON. */
export function fillPrompt(raw: string, values: Values, reading: Reading): FilledPrompt {
  const [missing, left]: [string[], string[]] = [[], []];
  const fill = (text: string): string => {
    const filled = fillTemplate(text, values);
    missing.push(...filled.missing);
    left.push(...filled.left);
    return filled.text;
  };
  const chat = readChat(raw, values, reading) ?? [{ role: "user", content: raw }];
  const turns = chat.map(({ role, content }) => ({ role, content: fill(content) }));
  const system = turns.filter(({ role }) => role === "system" || role === "developer");
  const said = turns.filter(({ role }) => role === "user").map(({ content }) => content);
  const others = turns.length - system.length - said.length;
  if (others > 0)
    lose(reading.losses, "Answers that a prompt puts into the target's mouth, which are left out");
  const instructions = system.length > 0 ? system.map(({ content }) => content).join("\n\n") : null;
  const held = (title: string): CaseContent =>
    said.length < 2
      ? { kind: "prompt", content: { title, system: instructions, message: said[0] ?? "" } }
      : {
          kind: "scenario",
          content: {
            title,
            system: instructions,
            goal: title,
            script: said,
            mostTurns: said.length,
          },
        };
  return { held, missing, left };
}

/** A conversation as JSON, before or after its variables are filled; null where it is a text. */
function readChat(raw: string, values: Values, reading: Reading): Turn[] | null {
  if (!/^\s*[[{]/.test(raw)) return null;
  const read = parse(raw) ?? parse(fillTemplate(raw, values).text);
  const list: unknown = isFields(read) ? read.messages : read;
  if (!Array.isArray(list) || list.length === 0) return null;
  const turns = list.flatMap((turn: unknown) =>
    isFields(turn) && typeof turn.role === "string"
      ? [{ role: turn.role, content: textOf(turn.content, reading) }]
      : [],
  );
  return turns.length === list.length ? turns : null;
}

function textOf(content: unknown, reading: Reading): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return content === undefined ? "" : JSON.stringify(content);
  return content
    .map((part: unknown) => {
      if (typeof part === "string") return part;
      if (isFields(part) && typeof part.text === "string") return part.text;
      lose(
        reading.losses,
        "Pictures, sounds and files in prompts, for which their kind stands in brackets",
      );
      return isFields(part) && typeof part.type === "string" ? `[${part.type}]` : "[file]";
    })
    .join("\n");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
