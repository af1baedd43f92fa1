import type { Side } from "../clearinghouse/severity.ts";
import type { PartyKey, PersonKey } from "./people.ts";

/** What the story calls its cases. */
export const CASES = [
  "index",
  "names",
  "berth",
  "hatch",
  "pennant",
  "log",
  "rudder",
  "narrow",
  "tide",
  "vague",
  "length",
] as const;
export type CaseKey = (typeof CASES)[number];

type Act =
  /** Submits a file of `examples/findings`; `cases` names where each of its findings went, in order. */
  | { readonly do: "submit"; readonly file: string; readonly cases: readonly CaseKey[] }
  | { readonly do: "assign"; readonly to: PersonKey }
  | {
      readonly do: "invite";
      readonly party: PartyKey;
      readonly role: "owner" | "verifier";
    }
  /** Accepts the terms of the embargo, and joins by it. */
  | { readonly do: "accept" }
  | {
      readonly do: "evidence";
      readonly outcome: "reproduced" | "refuted";
      readonly failed: number;
      readonly of: number;
      readonly on: string;
      readonly signature?: string;
      readonly note?: string;
    }
  | {
      readonly do: "severity";
      readonly side: Side;
      readonly vector: string;
      readonly reason: string;
    }
  | {
      readonly do: "input";
      readonly input: string;
      readonly value: string;
      readonly source: string;
    }
  | { readonly do: "sibling"; readonly other: CaseKey }
  /** Answers the case's first open merge proposal. */
  | { readonly do: "answer-proposal"; readonly answer: "apart" | "merge" }
  | { readonly do: "close"; readonly reason: string }
  /** The report to that party, as the desk words it. */
  | { readonly do: "draft"; readonly to: PartyKey }
  /** Sends the case's first draft; the mail is delivered to nobody. */
  | { readonly do: "send" }
  | { readonly do: "acknowledge"; readonly note: string }
  | { readonly do: "fixed"; readonly version: string; readonly note: string }
  | { readonly do: "end-embargo"; readonly reason: string }
  | { readonly do: "start-advisory" }
  | { readonly do: "publish"; readonly summary: string };

/** One thing that one person did, so many hours before the exercise was set up. `case` is absent only where a file is submitted. */
export type Step = Act & {
  readonly ago: number;
  readonly by: PersonKey;
  readonly case?: CaseKey;
};
export type StepOf<D extends Step["do"]> = Extract<Step, { readonly do: D }>;
