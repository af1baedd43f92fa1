import { GuardRecord } from "#contract/guard/record.ts";
import type { Parts } from "#core/guard/evaluateParts.ts";
import { explainFinding } from "#core/guard/explain/explainFinding.ts";
import { type Replay, replayRecord } from "#core/guard/explain/replayRecord.ts";
import { PACKS } from "#core/guard/packs/catalogue.ts";
import { asking, openServer, parseJson, SERVER_OPTIONS, Unasked, whySaid } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";
import { readFileText, readPacks, readRegistryOf, type Say } from "./guardOptions.ts";
import { readText } from "./textInput.ts";

const HELP = `Usage: assay guard explain ID [--parts] [--json] < TEXT
       assay guard explain --record FILE [--key FILE] [--pack FILE]… [--registry FILE] [--parts] [--json] < TEXT

Decides once more what the guard decided, from its record, and says of each finding which rule spoke, what the rule carries
out, and where. A record has no text in it: the text comes on standard input, and is not kept. With an ID a server decides by
what it knows; with --record it is done here, by packs of the same hashes.

  --record FILE   the record as JSON, as the server gives it at /api/guard/records/ID
  --key FILE      64 hexadecimal digits: the record keeper's key, by which the text is known to be that one
  --pack FILE     a pack of your own that decided then; may be given again
  --registry FILE what was not to be told then, as JSON
  --parts         the text is a JSON object of parts, as {"subject": …, "body": …}; else it is the body
  --url URL       address of the server (ASSAY_URL)
  --token T       API token (ASSAY_TOKEN)
  --json          one JSON object on standard output
  --help          this text

Exit status: 0 the decision comes out the same, 1 it comes out otherwise or cannot be made again (it says why), 2 it could
not be asked.

Examples:
  assay guard explain 0199a1b2-0000-7000-8000-000000000000 < mail.txt
  assay guard explain --record record.json --key audit.key --parts < mail.json
`;

const OPTIONS = {
  ...SERVER_OPTIONS,
  record: { type: "string" },
  key: { type: "string" },
  pack: { type: "string", multiple: true },
  registry: { type: "string" },
  parts: { type: "boolean" },
} as const;

type Values = Extract<ReturnType<typeof readOptions<typeof OPTIONS>>, { ok: true }>["values"];
type Explained = Replay & { readonly record: GuardRecord };

function partsOf(text: string, isParts: boolean): Parts {
  if (!isParts) return { body: text };
  const parts = Object.entries(parseJson(text));
  if (parts.length > 0 && parts.every(([, part]) => typeof part === "string"))
    return Object.fromEntries(parts) as Parts;
  throw new Unasked('The parts are no JSON object of texts. Write {"subject": …, "body": …}.');
}

async function readRecord(file: string): Promise<GuardRecord> {
  const read = GuardRecord.safeParse(parseJson(await readFileText(file)));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Unasked(
    `${file} is no record of the guard: /${issue?.path.join("/")}: ${issue?.message}`,
  );
}

async function readKey(file: string): Promise<Uint8Array> {
  const text = (await readFileText(file)).trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return Uint8Array.from(Buffer.from(text, "hex"));
  throw new Unasked(`${file} is no key: it is 64 hexadecimal digits.`);
}

async function explainHere(
  file: string,
  parts: Parts,
  values: Values,
  say: Say,
): Promise<Explained> {
  const record = await readRecord(file);
  const own = values.pack === undefined ? [] : await readPacks(values.pack, say);
  const replay = replayRecord(record as Parameters<typeof replayRecord>[0], parts, {
    packs: [...PACKS, ...own],
    registry: values.registry === undefined ? null : await readRegistryOf(values.registry),
    key: values.key === undefined ? null : await readKey(values.key),
  });
  return { record, ...replay };
}

type Answered = {
  readonly record: GuardRecord;
  readonly isInput: boolean;
  readonly replay: Replay["replay"];
  readonly why: string;
};

async function explainThere(id: string, parts: Parts, values: Values, context: CommandContext) {
  const api = await openServer(context, values);
  const body = Buffer.from(JSON.stringify({ parts }));
  const path = `/api/guard/records/${encodeURIComponent(id)}/explain`;
  const answer = await api.postBytes(path, body);
  if (answer.status !== 200) throw new Unasked(whySaid(answer.status, answer.body));
  const { record, isInput, replay, why } = parseJson(answer.body) as Answered;
  return {
    record,
    replay: isInput ? replay : "differs",
    why: why === "" ? [] : [why],
    again: null,
  };
}

const SAID = {
  same: "Decided again, it comes out the same: verdict, findings and bytes.",
  differs: "Decided again, it comes out otherwise:",
  unknown: "It cannot be decided again for certain:",
} as const;

function toText({ record, replay, why }: Explained): string {
  const { verdict, audience, at, policy } = record;
  const packs = policy.packs.map(({ id, version }) => `${id} ${version}`).join(", ");
  const lines = [
    `${verdict} for the audience "${audience.kind}", ${at}`,
    `by ${packs} (policy ${policy.hash})`,
    ...(record.findings.length === 0 ? ["No finding under these packs."] : []),
    ...record.findings.map((finding) => explainFinding(finding)),
    SAID[replay],
    ...why.map((one) => `  ${one}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** `assay guard explain`. Answers the exit status. */
export async function guardExplain(args: string[], context: CommandContext): Promise<number> {
  const read = readOptions(args, OPTIONS, 1);
  if (!read.ok) {
    context.io.err(`assay guard explain: ${read.wrong}\n`);
    return 2;
  }
  const { values, positionals } = read;
  if (values.help) {
    context.io.out(HELP);
    return 0;
  }
  return await asking("guard explain", context, async () => {
    const [id] = positionals;
    const { record: file } = values;
    if ((id === undefined) === (file === undefined))
      throw new Unasked("Name one decision: by its ID, or by its record with --record FILE.");
    const parts = partsOf(await readText(context), values.parts ?? false);
    const explained: Explained =
      file === undefined
        ? await explainThere(id ?? "", parts, values, context)
        : await explainHere(file, parts, values, context.io.err);
    await context.write(values.json ? `${JSON.stringify(explained)}\n` : toText(explained));
    return explained.replay === "same" ? 0 : 1;
  });
}
