import { readChunkLine } from "#core/guard/lines/guardLine.ts";
import { streamRecord, unreadableStreamRecord } from "#core/guard/lines/lineRecord.ts";
import { openStream } from "#core/guard/stream/openStream.ts";
import { asking, Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";
import { GUARD_HELP, GUARD_OPTIONS, openGuard } from "./guardOptions.ts";
import { answerLines } from "./lineRun.ts";

const HELP = `Usage: assay guard stream --jsonl [--audience A] [--pack P]… < LINES

Shows what a stream lets out and when: reads {"id","chunks":[…]} on each line of standard input, and writes
{"id","emitted":[…],"verdict","held":{"mean","max"}} for each, in the same order. "emitted" has one string for each chunk,
what was released at that moment, and one more for the end; joined they are what assay guard scan gives for the joined
chunks, however these were cut. Under escalate and block they are a beginning of what the text before the finding allows.
"held" counts the chunks that were held, whole or in part, after each chunk.

${GUARD_HELP}  --jsonl         said always: there is no other form
  --help          this text

Exit status: 0 every line was answered by a verdict, 2 at least one could not be read ("error" says why), or nothing
could be asked.

Examples:
  assay guard stream --jsonl < chunks.jsonl
  echo '{"id":1,"chunks":["my key is AK","IA…"]}' | assay guard stream --jsonl --pack secrets
`;

const OPTIONS = { ...GUARD_OPTIONS, jsonl: { type: "boolean" } } as const;

type Asked = Parameters<typeof openGuard>[0];

async function streamLines(asked: Asked, context: CommandContext): Promise<number> {
  const { guard, audience } = await openGuard(asked, context.io.err);
  const unread = await answerLines(context, "guard stream", {
    read: readChunkLine,
    answer: ({ id, value }) => {
      const stream = openStream(guard, audience);
      const emitted = value.map((chunk) => stream.push(chunk));
      emitted.push(stream.end());
      return [streamRecord(id, emitted, stream.verdict().action, stream.held())];
    },
    refuse: ({ id, fault }) => unreadableStreamRecord(id, fault),
  });
  return unread === 0 ? 0 : 2;
}

/** `assay guard stream`. Answers the exit status. */
export async function guardStream(args: string[], context: CommandContext): Promise<number> {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) {
    context.io.err(`assay guard stream: ${read.wrong}\n`);
    return 2;
  }
  const { help, jsonl = false, ...asked } = read.values;
  if (help) {
    context.io.out(HELP);
    return 0;
  }
  return await asking("guard stream", context, async () => {
    if (!jsonl) throw new Unasked("Say --jsonl: a stream is read as lines of chunks.");
    return await streamLines(asked, context);
  });
}
