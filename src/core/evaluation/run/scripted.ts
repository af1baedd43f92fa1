import { done } from "./asking.ts";
import type { Tester } from "./tester.ts";

/** Plays what the cases say themselves: the one message of a prompt, the script of a scenario. */
export const SCRIPTED: Tester = {
  identity: null,
  next: ({ held, turns }) => {
    const script = held.kind === "prompt" ? [held.content.message] : held.content.script;
    const message = script[turns.length];
    return done(
      message === undefined
        ? { kind: "end", why: "The script is at its end." }
        : { kind: "say", message, notes: null },
    );
  },
};
