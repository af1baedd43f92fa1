import { z } from "zod";
import { readPurl } from "../purl/component.ts";

/**
 * The Assay finding bundle, version 1: the one definition behind the reader, the contract and the JSON Schema at
 * `/schemas/finding-1.json`. Only `title` must be there; what is absent or null is unknown and is shown as unknown.
 */
const LINE = 2_000;
const PROSE = 200_000;

const line = (about: string) =>
  z
    .string()
    .max(LINE, { error: `is longer than ${LINE} characters. Shorten it.` })
    .describe(about)
    .nullish();
/** Names stand in subjects of mail, in lists and in ids: a line break in one would make it two. */
const NO_CONTROL = /^\P{Cc}*$/u;
const name = (about: string) =>
  z
    .string()
    .max(LINE, { error: `is longer than ${LINE} characters. Shorten it.` })
    .regex(NO_CONTROL, { error: "holds a line break or a control character. Write one line." })
    .describe(about)
    .nullish();
const prose = (about: string) =>
  z
    .string()
    .max(PROSE, { error: `is longer than ${PROSE} characters. Send it as a file in a zip.` })
    .describe(about)
    .nullish();
/** "yes" and "no" may be given as a truth value. */
const statement = (about: string) =>
  z
    .union([z.boolean(), z.string().max(LINE)], { error: NOT_STATEMENT })
    .describe(about)
    .nullish();

const NOT_STATEMENT = `is neither text (up to ${LINE} characters) nor true or false. Write one of them.`;
const NOT_REPRODUCER =
  'is neither text nor {"file": NAME}. Write the steps or the program, "none" when there is none, or the name of a file in the zip.';

export const FindingLocation = z.strictObject({
  file: name("Path as it stands in the source tree."),
  line: z
    .int({ error: "is not a whole number. Write the line as a number, counted from 1." })
    .min(1, { error: "is below 1. Lines count from 1; leave it out if it is unknown." })
    .max(2 ** 31 - 1, { error: "is too large for a line. Leave it out if it is unknown." })
    .nullish(),
  function: name("Name of the function, method or symbol."),
});

export const FindingBundle = z.strictObject({
  $schema: z.string().max(LINE).nullish(),
  title: z
    .string({ error: "is missing or not text. Say in one line what is wrong and where." })
    .trim()
    .min(1, { error: "is empty. Say in one line what is wrong and where.", abort: true })
    .regex(NO_CONTROL, {
      error:
        "holds a line break or a control character. Say it in one line; details go into description.",
    })
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, {
      error: "shows nothing that can be read. Say in one line what is wrong and where.",
    })
    .max(500, { error: "is longer than 500 characters. Put the details into description." }),
  component: z
    .string()
    .max(1000, { error: "is longer than 1000 characters. Write a purl such as pkg:npm/left-pad." })
    .refine((text) => readPurl(text) !== null, {
      error:
        "is not a package URL. Write a purl such as pkg:npm/left-pad or pkg:github/owner/name.",
    })
    .describe("Package URL (purl) of the component.")
    .nullish(),
  version: name("The exact version in which it was found."),
  commit: name("The exact commit in which it was found."),
  weakness: z
    .string()
    .regex(/^[Cc][Ww][Ee]-[1-9]\d{0,4}$/, { error: "is not a CWE id. Write it like CWE-787." })
    .nullish(),
  description: prose("What is wrong, in prose."),
  locations: z
    .array(FindingLocation)
    .max(200, { error: "holds more than 200 places. Keep those that the flaw needs." })
    .nullish(),
  trace: prose("What the sanitizer or runtime printed."),
  reproducer: z
    .union(
      [
        z.string().max(PROSE),
        z.strictObject({ file: z.string().min(1).max(200).describe("Name of a file in the zip.") }),
      ],
      { error: NOT_REPRODUCER },
    )
    .describe(
      'Steps or program text; "none" says that there is none; {"file"} names a file in the zip.',
    )
    .nullish(),
  expected: prose("What should happen."),
  actual: prose("What happens instead."),
  boundary: line("The trust boundary that is crossed."),
  severity: z
    .array(
      z.string().regex(/^CVSS:(?:3\.[01]|4\.0)(?:\/[A-Za-z]{1,3}:[A-Za-z]{1,6}){4,40}$/, {
        error: "is not a CVSS vector. Write it like CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H.",
      }),
    )
    .max(10, { error: "holds more than ten vectors. Keep one for each version of CVSS." })
    .nullish(),
  foundBy: z
    .strictObject({
      party: name("The organisation that found it."),
      model: name("The AI model, or null for a person."),
      modelVersion: name("The exact version of the model."),
      harness: name("The agent or tool around the model, with its version."),
    })
    .nullish(),
  humanCheck: statement("Whether and how a person checked the finding."),
  duplicateSearch: statement("Whether and where was searched for earlier reports of it."),
});
export type FindingBundle = z.infer<typeof FindingBundle>;

/** Keys that begin so are the sender's own: kept in the report, not read. */
export const isOwnKey = (key: string): boolean => /^x[-_]/i.test(key);

/** The JSON Schema (draft 2020-12) that the reader enforces, as published at `/schemas/finding-1.json`. */
export function findingJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(FindingBundle, { io: "input", unrepresentable: "any" });
  return {
    ...schema,
    title: "Assay finding bundle, version 1",
    description: "One claimed flaw. Only title is required; what is absent or null is unknown.",
    patternProperties: { "^[xX][-_]": true },
  };
}
