import { nearestName } from "#core/formats/nearestName.ts";
import type { Command } from "./context.ts";
import { EVAL_COMMANDS } from "./eval/commands.ts";

export type { CommandContext } from "./context.ts";

/** Each loads its own code when it runs, so that `assay verify` starts no database driver. */
export const COMMANDS: readonly Command[] = [
  {
    name: "start",
    summary: "start the server and its worker",
    run: async (args, context) => (await import("./start.ts")).start(args, context),
  },
  {
    name: "submit",
    summary: "submit report files to a server",
    run: async (args, context) => (await import("./submit.ts")).submit(args, context),
  },
  {
    name: "case list",
    summary: "list cases in the order of the work",
    run: async (args, context) => (await import("./caseList.ts")).caseList(args, context),
  },
  {
    name: "case show",
    summary: "show one case",
    run: async (args, context) => (await import("./caseShow.ts")).caseShow(args, context),
  },
  {
    name: "advisory export",
    summary: "write the renderings of an advisory to a folder",
    run: async (args, context) =>
      (await import("./advisoryExport.ts")).advisoryExport(args, context),
  },
  {
    name: "token create",
    summary: "make an API token, on the server's machine",
    run: async (args, context) => (await import("./tokenCreate.ts")).tokenCreate(args, context),
  },
  {
    name: "seal",
    summary: "seal a file to named recipients",
    run: async (args, context) => (await import("./seal.ts")).seal(args, context),
  },
  {
    name: "seal keygen",
    summary: "make a key that others can seal to",
    run: async (args, context) => (await import("./sealKeygen.ts")).sealKeygen(args, context),
  },
  {
    name: "seal rewrap",
    summary: "let another recipient open a sealed thing",
    run: async (args, context) => (await import("./sealRewrap.ts")).sealRewrap(args, context),
  },
  {
    name: "open",
    summary: "open what was sealed to you",
    run: async (args, context) => (await import("./open.ts")).open(args, context),
  },
  ...EVAL_COMMANDS,
  {
    name: "eval import",
    summary: "take over what another tool made",
    run: async (args, context) => (await import("./eval/import.ts")).evalImport(args, context),
  },
  {
    name: "eval export",
    summary: "write a judged run for another tool",
    run: async (args, context) => (await import("./eval/export.ts")).evalExport(args, context),
  },
  {
    name: "eval config",
    summary: "read an ASSERT configuration and print its normalised form",
    run: async (args, context) => (await import("./eval/config.ts")).evalConfig(args, context),
  },
  {
    name: "eval organism",
    summary: "start a stub target whose rate of violations is known",
    run: async (args, context) => (await import("./eval/organism.ts")).evalOrganism(args, context),
  },
  {
    name: "verify",
    summary: "check an exported ledger, offline",
    run: async (args, { io }) => (await import("./verify.ts")).verifyCommand(args, io),
  },
  {
    name: "ledger export",
    summary: "write the ledger to a folder, on the server's machine",
    run: async (args, context) => (await import("./ledgerExport.ts")).ledgerExport(args, context),
  },
  {
    name: "guard scan",
    summary: "judge texts before they leave, offline",
    run: async (args, context) => (await import("./guard/scan.ts")).guardScan(args, context),
  },
  {
    name: "guard stream",
    summary: "show what a guarded stream lets out, offline",
    run: async (args, context) => (await import("./guard/stream.ts")).guardStream(args, context),
  },
  {
    name: "guard packs",
    summary: "list the guard's packs, or check one of your own",
    run: async (args, context) => (await import("./guard/packs.ts")).guardPacks(args, context),
  },
  {
    name: "guard proxy",
    summary: "guard what a model says, in front of it",
    run: async (args, context) => (await import("./guard/proxy.ts")).guardProxy(args, context),
  },
  {
    name: "guard terms",
    summary: "register a lab's trade secrets, hashed on this machine",
    run: async (args, context) => (await import("./guard/terms.ts")).guardTerms(args, context),
  },
  {
    name: "guard explain",
    summary: "decide once more what the guard decided, and say why",
    run: async (args, context) => (await import("./guard/explain.ts")).guardExplain(args, context),
  },
  {
    name: "backup",
    summary: "copy the installation while it runs",
    run: async (args, context) => (await import("./backup.ts")).backup(args, context),
  },
  {
    name: "restore",
    summary: "put a backup back into an empty folder",
    run: async (args, context) => (await import("./restore.ts")).restore(args, context),
  },
  {
    name: "doctor",
    summary: "check the installation and its surroundings",
    run: async (args, context) => (await import("./doctor.ts")).doctor(args, context),
  },
];

/** The longest name that the arguments begin with: `case list` before `case`. */
export function findCommand(commands: readonly Command[], argv: readonly string[]) {
  for (const words of [2, 1]) {
    const command = commands.find(({ name }) => name === argv.slice(0, words).join(" "));
    if (command) return { command, args: argv.slice(words) };
  }
  return { command: undefined, args: [] };
}

export const usage = (commands: readonly Command[]): string =>
  `Usage: assay COMMAND [OPTIONS]\n\n${listed(commands)}\nassay COMMAND --help tells more, with examples.\n`;

const listed = (commands: readonly Command[]): string =>
  commands.map(({ name, summary }) => `  ${name.padEnd(16)} ${summary}\n`).join("");

const HELP = [undefined, "help", "--help", "-h"];

/** What to say where no command was named: help that was asked for, or what could have been meant. */
export function helpWith(commands: readonly Command[], argv: readonly string[]) {
  const [first, second] = argv;
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  const known = group.length > 0 ? group : commands;
  const text =
    group.length > 0
      ? `Usage: assay ${first} COMMAND [OPTIONS]\n\n${listed(group)}\nassay ${first} COMMAND --help tells more, with examples.\n`
      : usage(commands);
  // A program that runs "assay guard" takes the status 0 for an answer.
  if (group.length > 0 && second === undefined) return { isAsked: false, text };
  if (HELP.includes(group.length > 0 ? second : first)) return { isAsked: true, text };
  const asked = group.length > 0 ? `${first} ${second}` : `${first}`;
  const meant = nearestName(
    asked,
    known.map(({ name }) => name),
  );
  const remedy = meant === null ? "" : ` Did you mean "${meant}"?`;
  return {
    isAsked: false,
    text: `assay: there is no command "${asked}".${remedy}\n\n${text}`,
  };
}
