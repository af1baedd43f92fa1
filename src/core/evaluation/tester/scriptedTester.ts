import { z } from "zod";
import { type Asking, done } from "../run/asking.ts";
import type { Conversation, Tester, TesterMove } from "../run/tester.ts";
import { holds } from "./condition.ts";
import { fillGaps, groupsOf, parseScript, type Step } from "./script.ts";

/** Where a script stands. `open` are turns from which something else is still to be said, the nearest last. */
const Notes = z.object({
  group: z.number(),
  open: z.array(z.object({ keep: z.number(), group: z.number(), next: z.number() })),
});
type Notes = z.infer<typeof Notes>;

const BEGIN: Notes = { group: 0, open: [] };

/** Says what the case says: the one message of a prompt, the lines of a scenario with their conditions, and every branch of them. */
export const SCRIPTED: Tester = {
  identity: null,
  next: (conversation): Asking<TesterMove> => {
    const { held, turns } = conversation;
    if (held.kind === "prompt")
      return done(
        turns.length === 0
          ? { kind: "say", message: held.content.message, notes: null }
          : { kind: "end", why: "The message was said." },
      );
    const parsed = parseScript(held.content.script);
    if (!parsed.ok) {
      const [problem] = parsed.problems;
      return done({
        kind: "end",
        why: `The script cannot be read: ${problem?.pointer} ${problem?.message}`,
        isFault: true,
      });
    }
    const notes = Notes.safeParse(conversation.notes);
    return done(decideMove(groupsOf(parsed.steps), notes.data ?? BEGIN, conversation));
  },
};

type Groups = readonly (readonly Step[])[];

function decideMove(groups: Groups, notes: Notes, conversation: Conversation): TesterMove {
  for (let at = notes.group; at < groups.length; at += 1) {
    const said = findSpoken(groups[at] ?? [], 0, conversation);
    if (said === null) continue;
    if (said.step.isEnd) break;
    const keep = Math.max(0, conversation.turns.length - said.step.back);
    if (keep >= mostTurns(conversation)) {
      const other = nextBranch(groups, notes.open, conversation);
      if (other.kind !== "end") return other;
    }
    const open = said.step.isBranch
      ? [...notes.open, { keep, group: at, next: said.at + 1 }]
      : notes.open;
    return toMove(said.step, keep, { group: at + 1, open }, conversation);
  }
  return nextBranch(groups, notes.open, conversation);
}

const mostTurns = ({ held }: Conversation): number =>
  held.kind === "scenario" ? held.content.mostTurns : 1;

/** The first of some lines, from one on, whose condition holds. */
function findSpoken(steps: readonly Step[], from: number, conversation: Conversation) {
  const at = steps.findIndex(
    ({ when }, i) => i >= from && (when === null || holds(when, conversation)),
  );
  const step = steps[at];
  return step === undefined ? null : { at, step };
}

/** Back to the nearest turn from which something else is to be said. */
function nextBranch(groups: Groups, open: Notes["open"], conversation: Conversation): TesterMove {
  const nearest = open.at(-1);
  if (nearest === undefined) return { kind: "end", why: "The script is at its end." };
  const rest = open.slice(0, -1);
  const before = { ...conversation, turns: conversation.turns.slice(0, nearest.keep) };
  const said = findSpoken(groups[nearest.group] ?? [], nearest.next, before);
  if (said === null) return nextBranch(groups, rest, conversation);
  const notes = {
    group: nearest.group + 1,
    open: [...rest, { ...nearest, next: said.at + 1 }],
  };
  return toMove(said.step, nearest.keep, notes, conversation);
}

function toMove(step: Step, keep: number, notes: Notes, { turns }: Conversation): TesterMove {
  const message = fillGaps(step.say, turns.slice(0, keep));
  return keep === turns.length
    ? { kind: "say", message, notes }
    : { kind: "rewind", keep, message, notes };
}
