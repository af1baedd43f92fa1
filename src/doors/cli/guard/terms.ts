import { addGuardTerms, listGuardTerms } from "#contract/guard/register.ts";
import { wordsOf } from "#core/guard/engine/words.ts";
import { MOST_WORDS, toSaltedTerm } from "#core/guard/saltedTerm.ts";
import {
  asking,
  getJson,
  openServer,
  SERVER_HELP,
  SERVER_OPTIONS,
  Unasked,
  whySaid,
} from "../ask.ts";
import type { Api, CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";
import { readText } from "./textInput.ts";

const HELP = `Usage: assay guard terms add [OPTIONS] < TERMS
       assay guard terms list [OPTIONS]

Registers terms of your party that the guard takes out of whatever leaves the desk. They are hashed here, with the desk's salt: the
words do not leave this machine. Standard input has one term on each line: its label, a tab, the term. The desk keeps
the label as it is, for those of your party to tell the terms apart, so it must not tell the term. A term has at most
${MOST_WORDS} words; case and punctuation do not count. The token's owner must be of the party whose terms they are.

${SERVER_HELP}
Exit status: 0 done, 2 it could not be asked or read (nothing was sent then, or the message says what was).

Examples:
  printf 'next model\\tProject Nightjar\\n' | assay guard terms add --url https://desk.example --token "$TOKEN"
  assay guard terms list
`;

type Term = { readonly label: string; readonly text: string; readonly line: number };
type TermList = (typeof listGuardTerms)["answer"]["_output"];

function toTerm(raw: string, line: number): Term {
  const [label = "", ...rest] = raw.split("\t");
  const text = rest.join(" ");
  const same = (words: string) => wordsOf(words).join(" ");
  const wrong = (why: string): never => {
    throw new Unasked(`Line ${line} is not a label, a tab and a term: ${why} Nothing was sent.`);
  };
  if (rest.length === 0 || label.trim() === "") return wrong("the label is missing.");
  const words = wordsOf(text).length;
  if (words === 0) return wrong("there is no word in the term.");
  if (words > MOST_WORDS) return wrong(`a term has at most ${MOST_WORDS} words.`);
  if (same(label) === same(text)) return wrong("the label is sent as it is; give it other words.");
  if (label.trim().length > 80) return wrong("a label has at most 80 characters.");
  return { label: label.trim(), text, line };
}

const toTerms = (text: string): Term[] =>
  text.split(/\r?\n/).flatMap((raw, i) => (raw.trim() === "" ? [] : [toTerm(raw, i + 1)]));

const readList = async (api: Api): Promise<TermList> =>
  listGuardTerms.answer.parse(await getJson(api, listGuardTerms.path));

/** So many go in one question. */
const MOST_AT_ONCE = 200;

async function add(api: Api, context: CommandContext): Promise<string> {
  const terms = toTerms(await readText(context));
  if (terms.length === 0) throw new Unasked("There is nothing on standard input to register.");
  const { salt } = await readList(api);
  const hashed = terms.map(({ label, text }) => ({ label, term: toSaltedTerm(salt, text) }));
  for (let at = 0; at < hashed.length; at += MOST_AT_ONCE) {
    const body = JSON.stringify({ terms: hashed.slice(at, at + MOST_AT_ONCE) });
    const answer = await api.postBytes(addGuardTerms.path, Buffer.from(body));
    if (answer.status !== 201)
      throw new Unasked(`${whySaid(answer.status, answer.body)} ${at} were registered before.`);
  }
  const many = hashed.length === 1 ? "1 term is" : `${hashed.length} terms are`;
  return `${many} registered.\n`;
}

const toLine = ({ id, label, words, addedBy, addedAt }: TermList["items"][number]): string =>
  `${[id, label, `${words} ${words === 1 ? "word" : "words"}`, addedBy, addedAt.slice(0, 10)].join("  ")}\n`;

/** `assay guard terms`: a lab's trade secrets, told to nobody. */
export async function guardTerms(args: string[], context: CommandContext): Promise<number> {
  const read = readOptions(args, SERVER_OPTIONS, 1);
  if (!read.ok) {
    context.io.err(`assay guard terms: ${read.wrong}\n`);
    return 2;
  }
  const { values, positionals } = read;
  if (values.help) {
    context.io.out(HELP);
    return 0;
  }
  return await asking("guard terms", context, async () => {
    const [verb = "nothing"] = positionals;
    if (verb !== "add" && verb !== "list")
      throw new Unasked(`There is no "${verb}". Say add or list.`);
    const api = await openServer(context, values);
    if (verb === "add") {
      const said = await add(api, context);
      await context.write(values.json ? `${JSON.stringify(await readList(api))}\n` : said);
      return 0;
    }
    const list = await readList(api);
    await context.write(
      values.json ? `${JSON.stringify(list)}\n` : list.items.map(toLine).join(""),
    );
    return 0;
  });
}
