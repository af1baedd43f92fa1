import { z } from "zod";
import { entriesOf } from "./foreignText.ts";

/** A text, or what newer reports wrap one in. Null where the generator gave none. */
const Text = z.union([z.string(), z.looseObject({ text: z.string().nullish() })]).nullish();
type Text = z.infer<typeof Text>;
const Turn = z.looseObject({ role: z.string(), content: Text });
const Turns = z.union([z.looseObject({ turns: z.array(Turn) }), z.array(Turn)]);
/** A text, a message, a conversation, or a conversation as its turns alone. */
const Prompt = z.union([z.string(), Turns, z.looseObject({ text: z.string().nullish() })]);
type Prompt = z.infer<typeof Prompt>;

const Score = z.union([z.number(), z.boolean().transform(Number), z.null()]);
/** By detector; a score may stand in a list of its own. */
const Scores = z.array(z.union([Score, z.array(Score).transform((own) => own[0] ?? null)]));

const Detections = z
  .unknown()
  .transform((value, context): [string, (number | null)[]][] =>
    (entriesOf(value ?? {}) ?? []).map(([name, scores]) => {
      const read = Scores.safeParse(scores);
      if (!read.success)
        context.addIssue({ code: "custom", path: [name], message: "expected a list of numbers" });
      return [name, read.success ? read.data : []];
    }),
  )
  .prefault({});

/** Lines of garak's report.jsonl (reference.garak.ai), 0.9 to 0.15: only what is used here is named. */
export const GarakLine = z.looseObject({
  entry_type: z.string(),
  uuid: z.string().nullish(),
  status: z.union([z.number(), z.string()]).nullish(),
  probe_classname: z.string().nullish(),
  prompt: Prompt.nullish(),
  outputs: z.array(Text).nullish(),
  /** The whole of each conversation, one for each output; `messages` in reports of 0.9 and 0.10. */
  conversations: z.array(Turns.nullish()).nullish(),
  messages: z.array(z.unknown()).nullish().transform(toTurnLists),
  detector_results: Detections,
  goal: z.string().nullish(),
  start_time: z.string().nullish(),
  run: z.string().nullish(),
  /** Of the lines that count (entry_type eval). */
  probe: z.string().nullish(),
  detector: z.string().nullish(),
  passed: z.number().nullish(),
  total: z.number().nullish(),
  total_evaluated: z.number().nullish(),
});
export type GarakLine = z.infer<typeof GarakLine>;

/** What is no list of turns is none. */
function toTurnLists(lists: readonly unknown[] | null | undefined) {
  return (lists ?? []).map((list) => {
    const read = Turns.safeParse(list);
    return read.success ? read.data : null;
  });
}

export type GarakTurn = { readonly role: string; readonly text: string };

export const textOf = (text: Text): string | null =>
  typeof text === "string" ? text : (text?.text ?? null);

export function turnsOf(prompt: Prompt | z.infer<typeof Turns> | null | undefined): GarakTurn[] {
  if (prompt === null || prompt === undefined) return [];
  if (typeof prompt === "string") return [{ role: "user", text: prompt }];
  if (Array.isArray(prompt)) return prompt.map(toTurn);
  if ("turns" in prompt) return (prompt.turns as z.infer<typeof Turn>[]).map(toTurn);
  return [{ role: "user", text: textOf(prompt as Text) ?? "" }];
}

const toTurn = ({ role, content }: z.infer<typeof Turn>): GarakTurn => ({
  role,
  text: textOf(content) ?? "",
});
