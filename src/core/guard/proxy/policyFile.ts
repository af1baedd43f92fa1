import { z } from "zod";
import type { Problem } from "../../problem.ts";
import { AUDIENCES } from "../audience.ts";
import { formatOf, readFileText, readShape } from "../packFile/document.ts";

const Entry = z.strictObject({
  audience: z.enum(AUDIENCES).optional(),
  /** The case whose participants read the answers. */
  case: z.string().min(1).optional(),
  packs: z.array(z.string().min(1)).min(1).optional(),
  upstream: z.url({ protocol: /^https?$/ }).optional(),
  onEscalate: z.enum(["wait", "block"]).optional(),
  /** Seconds that an escalation waits. In YAML as it is read here, figures are texts. */
  timeout: z.coerce.number().int().min(1).max(86_400).optional(),
  /** Audience that the model's maker is: requests are read for it. */
  scanRequests: z.enum(AUDIENCES).optional(),
  /** The environment variable with the key that is shown to the model's side in place of the caller's. */
  upstreamKeyFrom: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/, "The name of an environment variable has capitals, digits and _.")
    .optional(),
});
export type PolicyEntry = z.infer<typeof Entry>;

const Key = Entry.extend({
  name: z.string().min(1).max(60),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "The SHA-256 of a key has 64 small hexadecimal digits."),
  /** What the key begins with, for people who read the file; a key that begins otherwise is not this one. */
  prefix: z.string().max(20).optional(),
});
export type KeyPolicy = z.infer<typeof Key>;

const File = z.strictObject({
  /** For keys that are not listed: a policy, or none. */
  default: z.union([z.literal("refuse"), Entry]).default("refuse"),
  keys: z.array(Key).default([]),
});

/** Who is guarded how, by the key that they show. Keys stand in it as SHA-256 only. */
export type PolicyFile = {
  readonly default: PolicyEntry | "refuse";
  readonly keys: readonly KeyPolicy[];
};

type ReadPolicies =
  | { readonly ok: true; readonly file: PolicyFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Two entries of the same key or name: which of them holds nobody could tell. */
function doubles(keys: readonly KeyPolicy[]): Problem[] {
  return keys.flatMap(({ sha256, name }, i) => {
    const first = keys.findIndex((one) => one.sha256 === sha256 || one.name === name);
    const message = `The key or the name stands in the file already, as entry ${first + 1}.`;
    return first === i ? [] : [{ rule: "policies/twice", pointer: `/keys/${i}`, message }];
  });
}

/** Reads a file of policies, YAML or JSON, or says every fault of it. */
export function readPolicies(text: string, name: string): ReadPolicies {
  const file = readFileText(text, formatOf(text, name));
  if (!file.ok) return file;
  const read = readShape("policies", File as z.ZodType<PolicyFile>, file.value);
  if (!read.ok) return { ok: false, problems: file.withLines(read.problems) };
  const problems = doubles(read.value.keys);
  return problems.length > 0
    ? { ok: false, problems: file.withLines(problems) }
    : { ok: true, file: read.value };
}

/** The entry of a key, by its hash and, where the entry names one, its beginning. */
export const findKeyPolicy = (
  { keys }: PolicyFile,
  key: string,
  sha256: string,
): KeyPolicy | undefined =>
  keys.find((one) => one.sha256 === sha256 && key.startsWith(one.prefix ?? ""));
