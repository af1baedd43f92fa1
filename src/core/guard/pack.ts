import type { Audience, TlpLabel } from "./audience.ts";
import type { Message } from "./message.ts";
import type { GuardFinding } from "./verdict.ts";

/** Facts that may not travel while a case is under embargo: its id, commits, package@version, file names. */
export type EmbargoedCase = { readonly caseId: string; readonly keys: readonly string[] };

/** What the guard knows at the moment a message leaves. */
export type GuardContext = {
  readonly embargoed: readonly EmbargoedCase[];
  /** Label of the content, when it has one. */
  readonly tlp: TlpLabel | null;
};

export type Rule = {
  readonly id: string;
  readonly detect: (
    message: Message,
    audience: Audience,
    context: GuardContext,
  ) => readonly GuardFinding[];
};

export type Pack = {
  readonly id: string;
  readonly version: string;
  readonly rules: readonly Rule[];
};
