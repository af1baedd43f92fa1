import { packHash } from "#core/guard/audit/policyHash.ts";
import type { Pack, PackRule } from "#core/guard/pack.ts";
import { DEFAULT_PACKS, PACKS } from "#core/guard/packs/catalogue.ts";
import { packName } from "#core/guard/packs/packNames.ts";
import type { Problem } from "#core/problem.ts";
import { asking } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";
import { readPackOf } from "./guardOptions.ts";

const HELP = `Usage: assay guard packs [--rules] [--lint FILE] [--json]

Lists the guard's packs: name, version, how many rules, and the hash of what they say (SHA-256 of the canonical JSON), under
which a verdict can be replayed. With --lint it reads a pack of your own and says all that is wrong with it.

  --rules         the rules of each pack, with what each cites
  --lint FILE     a pack in YAML or JSON, or gitleaks' TOML, instead of the built-in ones
  --json          one JSON object on standard output
  --help          this text

Exit status: 0 listed, 2 the file cannot be used: each fault is named with its place.

Examples:
  assay guard packs --rules
  assay guard packs --lint acme.yaml
  assay guard packs --lint gitleaks.toml --json
`;

const OPTIONS = { rules: { type: "boolean" }, lint: { type: "string" } } as const;

const isDefault = (pack: Pack): boolean => DEFAULT_PACKS.includes(pack);

const ruleJson = ({ id, type, action, citation, detector }: PackRule) => ({
  id,
  type,
  action,
  detector: detector.kind,
  citation,
});

const packJson = (pack: Pack, name: string) => ({
  name,
  id: pack.id,
  version: pack.version,
  title: pack.title ?? null,
  default: isDefault(pack),
  hash: packHash(pack),
  rules: pack.rules.map(ruleJson),
});

const ruleText = ({ id, action, citation }: PackRule): string =>
  `    ${id.padEnd(40)} ${action.padEnd(9)} ${citation.standard}, ${citation.clause}\n`;

const packText = (pack: Pack, name: string, withRules: boolean): string =>
  `${name.padEnd(15)} ${pack.version.padEnd(6)} ${String(pack.rules.length).padStart(4)} rules  ${packHash(pack)}  ${pack.title ?? ""}${isDefault(pack) ? " (default)" : ""}\n${withRules ? pack.rules.map(ruleText).join("") : ""}`;

type Listed = { readonly pack: Pack; readonly name: string };
type Listing = { readonly packs: readonly Listed[]; readonly refused: readonly Problem[] };

async function listingOf(file: string | undefined): Promise<Listing> {
  if (file === undefined)
    return { packs: PACKS.map((pack) => ({ pack, name: packName(pack) })), refused: [] };
  const { pack, refused } = await readPackOf(file);
  return { packs: [{ pack, name: pack.id }], refused };
}

/** `assay guard packs`. Answers the exit status. */
export async function guardPacks(args: string[], context: CommandContext): Promise<number> {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) {
    context.io.err(`assay guard packs: ${read.wrong}\n`);
    return 2;
  }
  const { help, json, rules, lint } = read.values;
  if (help) {
    context.io.out(HELP);
    return 0;
  }
  return await asking("guard packs", context, async () => {
    const { packs, refused } = await listingOf(lint);
    if (json) {
      const listed = packs.map(({ pack, name }) => packJson(pack, name));
      await context.write(`${JSON.stringify({ packs: listed, refused })}\n`);
      return 0;
    }
    await context.write(
      packs.map(({ pack, name }) => packText(pack, name, rules ?? lint !== undefined)).join(""),
    );
    if (refused.length > 0) {
      context.io.err(`${refused.length} rules are not taken over:\n`);
      for (const { message } of refused) context.io.err(`  ${message}\n`);
    }
    return 0;
  });
}
