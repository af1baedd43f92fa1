import { ok, type Result } from "../result.ts";
import { isAutomatic, type Stamp } from "./actor.ts";
import type { MoveRefusal } from "./caseMove.ts";
import { no } from "./refusal.ts";

/** `queued`: a named person sent it, the guard has yet to clear it. `held`: the guard did not. `failed`: it came back. */
export const MESSAGE_STATES = [
  "draft",
  "queued",
  "held",
  "sent",
  "failed",
  "discarded",
  "received",
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/**
 * What may be done with a message in which state, and where that leads. Outward moves need a named person. One that is
 * queued can be called back as long as nobody has tried to send it: a report may wait weeks for its day.
 */
export const MESSAGE_MOVES = {
  edit: { from: ["draft", "held", "queued"], to: "draft", byPerson: false },
  discard: { from: ["draft", "held", "queued"], to: "discarded", byPerson: false },
  send: { from: ["draft", "held", "failed"], to: "queued", byPerson: true },
  hold: { from: ["queued"], to: "held", byPerson: false },
  deliver: { from: ["queued"], to: "sent", byPerson: false },
  bounce: { from: ["queued", "sent"], to: "failed", byPerson: false },
} as const satisfies Record<
  string,
  { from: readonly MessageState[]; to: MessageState; byPerson: boolean }
>;
export type MessageMove = keyof typeof MESSAGE_MOVES;

/** C14: whatever goes out is a draft until a named person sends it. */
export function decideMessageMove(
  move: MessageMove,
  state: MessageState,
  stamp: Stamp,
): Result<MessageState, MoveRefusal> {
  const { from, to, byPerson } = MESSAGE_MOVES[move];
  if (!(from as readonly MessageState[]).includes(state))
    return no("message/state", `A message that is ${state} cannot be moved on by "${move}".`);
  if (byPerson && isAutomatic(stamp.by))
    return no("message/not-a-person", "Only a named person sends a message.");
  return ok(to);
}

export const wordsIn = (text: string): number => text.match(/\S+/g)?.length ?? 0;
