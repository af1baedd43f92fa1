import type { Audience } from "./audience.ts";
import type { Message } from "./message.ts";
import type { GuardContext } from "./registry.ts";
import type { GuardFinding } from "./verdict.ts";

/** A rule about a message as a whole, where a pattern will not do. */
export type MessageRule = {
  readonly id: string;
  readonly detect: (
    message: Message,
    audience: Audience,
    context: GuardContext,
  ) => readonly GuardFinding[];
};

export type MessagePack = {
  readonly id: string;
  readonly version: string;
  readonly rules: readonly MessageRule[];
};
