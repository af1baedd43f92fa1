import { parseArgs } from "node:util";
import {
  type FolderVerdict,
  type VerifyRequest,
  verifyFolder,
} from "#actions/ledger/verifyFolder.ts";
import { toBase64 } from "#core/base64.ts";
import type { RecordSummary } from "#core/review/record/recordSummary.ts";
import type { CommandIo } from "./context.ts";

const [SOUND, UNSOUND, USAGE] = [0, 1, 2];

const HELP = `Usage: assay verify FOLDER --key VKEY [--since OLD_CHECKPOINT] [--origin ORIGIN] [--json]

Checks an exported ledger (or any log in the C2SP tlog-tiles layout) on this machine, without network or database:
the signature of every checkpoint, every tile up to the signed root, every entry, and every line of entries.jsonl.
Where the record of a review lies beside it (review.jsonl, review.json), also every line of that: each is an entry of the log,
none is left out, every signature of terms holds, and the summary is what the lines come to.

  --key VKEY              public key of the log, <name>+<id>+<key>; may be given again after a change of keys
  --since OLD_CHECKPOINT  a checkpoint kept from earlier: proves that nothing before it was rewritten
  --origin ORIGIN         origin of the log, when it is not the name of the key
  --json                  one JSON object on standard output
  --help                  this text

Exit status: 0 sound, 1 not sound (the first bad entry or tile is named), 2 the question could not be asked.

Examples:
  assay verify ./ledger-2026-06 --key example.org/desk+d22bca24+Ac54oc3nBmvIiLf0UvOx/r3gQuDH63cU3FGEtzGYak9x
  assay verify ./ledger-2026-07 --key "$(cat desk.vkey)" --since ./ledger-2026-06/checkpoint --json
`;

const OPTIONS = {
  key: { type: "string", multiple: true },
  since: { type: "string" },
  origin: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Asked = { readonly request: VerifyRequest; readonly json: boolean };

/** What was asked, "help", or what is wrong with the asking. */
function readArgs(args: string[]): Asked | "help" | { readonly wrong: string } {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    if (values.help) return "help";
    const [folder, ...more] = positionals;
    const keys = values.key ?? [];
    if (folder === undefined || more.length > 0) return { wrong: "Name one folder." };
    if (keys.length === 0) return { wrong: "Give the log's public key with --key." };
    const { since, origin, json = false } = values;
    return { request: { folder, keys, origin, since }, json };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

function toJson(verdict: FolderVerdict): string {
  if (!verdict.sound) return JSON.stringify({ sound: false, ...verdict.fault });
  const { sound, head, ...rest } = verdict;
  const { origin, size, root } = head;
  return JSON.stringify({ sound, origin, size, root: toBase64(root), ...rest });
}

const count = (n: number, noun: string): string =>
  `${n.toLocaleString("en")} ${n === 1 ? noun : noun.replace(/y$/, "ie").replace(/s$/, "se").concat("s")}`;

/** What was held, who saw it, what was destroyed, in figures; the file has the rest. */
function recordLines({ review, taken, lines, held, seen, destroyed, missing }: RecordSummary) {
  const overdue = missing.filter(({ overdueAt }) => overdueAt !== null).length;
  return [
    `  review    ${review.ref ?? review.id}, record taken ${taken.at} by ${taken.by}`,
    `            ${count(lines.events, "event")}, ${count(lines.accesses, "access")}; ${count(lines.closed, "entry")} closed to this reader`,
    `            held ${held.length}, seen by ${count(new Set(seen.map(({ personId }) => personId)).size, "reader")}, destroyed ${destroyed.length}, missing ${missing.length} (${overdue} overdue)`,
  ];
}

function toText(verdict: FolderVerdict): string {
  if (!verdict.sound) {
    const { where, entry, message } = verdict.fault;
    return `NOT SOUND: ${where}${entry === null ? "" : `, entry ${entry}`}: ${message}`;
  }
  const { head, checkpoints, since, entries, unsigned, strangers } = verdict;
  const lines = [
    `Sound: ${count(head.size, "entry")} of ${head.origin}`,
    `  root      ${toBase64(head.root)}`,
    `  signed    ${count(checkpoints, "checkpoint")}`,
    since === null
      ? ""
      : `  continues the checkpoint of ${count(since, "entry")}: nothing was rewritten`,
    entries
      ? `  readable  ${count(entries.opened, "entry")}; ${count(entries.closed, "entry")} closed to this reader`
      : "",
    unsigned > 0 ? `  UNSIGNED  ${count(unsigned, "file")} beyond the newest checkpoint` : "",
    ...(verdict.review === null ? [] : recordLines(verdict.review)),
    strangers.length > 0 ? `  not part of the log, not checked: ${strangers.join(", ")}` : "",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

/** `assay verify`. Answers the exit status. */
export async function verifyCommand(args: string[], io: CommandIo): Promise<number> {
  const asked = readArgs(args);
  if (asked === "help") {
    io.out(HELP);
    return SOUND;
  }
  if ("wrong" in asked) {
    io.err(`${asked.wrong}\n\n${HELP}`);
    return USAGE;
  }
  try {
    const verdict = await verifyFolder(asked.request);
    if (!verdict.ok) {
      io.err(`${verdict.refusal.detail}\n`);
      return USAGE;
    }
    io.out(`${asked.json ? toJson(verdict.value) : toText(verdict.value)}\n`);
    return verdict.value.sound ? SOUND : UNSOUND;
  } catch (error) {
    io.err(`The folder could not be read: ${(error as Error).message}\n`);
    return USAGE;
  }
}
