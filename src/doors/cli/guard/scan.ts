import { evaluateText, type TextVerdict } from "#core/guard/evaluateText.ts";
import { readTextLine } from "#core/guard/lines/guardLine.ts";
import { unreadableRecord, verdictRecord } from "#core/guard/lines/lineRecord.ts";
import type { Action } from "#core/guard/verdict.ts";
import { asking, Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";
import { GUARD_HELP, GUARD_OPTIONS, type Opened, openGuard } from "./guardOptions.ts";
import { answerLines } from "./lineRun.ts";
import { readText } from "./textInput.ts";

const HELP = `Usage: assay guard scan [--audience A] [--pack P]… [--json] < TEXT
       assay guard scan --jsonl [--audience A] [--pack P]… < LINES

Reads one text on standard input and writes what of it may go out: the text, the text rewritten, or nothing. Needs no
server, no database and no network. "No finding" is said under these packs, and no more.

${GUARD_HELP}  --format F      text (default), or json: the text is a JSON document, and what is rewritten stays JSON; of a CSAF document
                  what it says of its own audience is checked, too (CSAF 2.1, 6.1.38, 39, 45)
  --json          write one JSON object instead: id, verdict, findings, output. Offsets are half-open, in Unicode code
                  points of the text; output is null when nothing may go out
  --jsonl         read {"id","text"} on each line, and write such an object for each, in the same order. A line that cannot be
                  read is answered, too: its verdict is block, and "error" says why
  --help          this text

Exit status: 0 pass, 10 rewrite, 11 escalate, 12 block, 2 it could not be asked, read or written out.
With --jsonl: 0 every line was answered by a verdict, 2 at least one could not be read.

Examples:
  assay guard scan < letter.txt > letter.out.txt
  assay guard scan --audience participants --case CASE-7 --registry registry.json --json < mail.txt
  assay guard scan --pack default --pack hipaa --jsonl < messages.jsonl
`;

const OPTIONS = {
  ...GUARD_OPTIONS,
  format: { type: "string" },
  jsonl: { type: "boolean" },
} as const;

export const EXIT: Readonly<Record<Action, number>> = {
  pass: 0,
  rewrite: 10,
  escalate: 11,
  block: 12,
};

/** Where the reader of a text is gone before its end, the status is no verdict. */
const UNREAD = 2;

/** A document nested deeper than this is none that anybody wrote. */
const MOST_DEPTH = 1_000;

/** A verdict, or why there is none: a sentence. */
type Judge = (text: string) => TextVerdict | string;

async function judgeBy(format: string, { guard, audience, packs }: Opened): Promise<Judge> {
  if (format === "text") return (text) => evaluateText(text, audience, guard);
  if (format !== "json")
    throw new Unasked(`There is no format "${format}". There are: text, json.`);
  const { evaluateDocument } = await import("#core/guard/document/evaluateDocument.ts");
  const { measureJson } = await import("#core/formats/jsonMeasure.ts");
  return (text) => {
    if (measureJson(text, MOST_DEPTH).tooDeepAt !== null)
      return `The text is JSON nested more than ${MOST_DEPTH} deep. Scan it as text.`;
    return (
      evaluateDocument(text, audience, guard, packs) ??
      "The text is no JSON document. Scan it as text."
    );
  };
}

async function scanText(judge: Judge, isJson: boolean, context: CommandContext): Promise<number> {
  const verdict = judge(await readText(context));
  if (typeof verdict === "string") throw new Unasked(verdict);
  if (isJson) {
    for (const piece of verdictRecord(null, verdict)) await context.write(piece, UNREAD);
  } else if (verdict.output !== null) await context.write(verdict.output, UNREAD);
  return EXIT[verdict.action];
}

async function scanLines(judge: Judge, context: CommandContext): Promise<number> {
  const unread = await answerLines(context, "guard scan", {
    read: (bytes, isFirst) => {
      const line = readTextLine(bytes, isFirst);
      if (!line.ok) return line;
      const verdict = judge(line.value);
      if (typeof verdict === "string") return { ok: false, id: line.id, fault: verdict };
      return { ...line, value: verdict };
    },
    answer: ({ id, value }) => verdictRecord(id, value),
    refuse: ({ id, fault }) => unreadableRecord(id, fault),
  });
  return unread === 0 ? 0 : 2;
}

/** `assay guard scan`. Answers the exit status. */
export async function guardScan(args: string[], context: CommandContext): Promise<number> {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) {
    context.io.err(`assay guard scan: ${read.wrong}\n`);
    return 2;
  }
  const { help, json = false, jsonl = false, format = "text", ...asked } = read.values;
  if (help) {
    context.io.out(HELP);
    return 0;
  }
  return await asking("guard scan", context, async () => {
    const judge = await judgeBy(format, await openGuard(asked, context.io.err));
    return jsonl ? await scanLines(judge, context) : await scanText(judge, json, context);
  });
}
