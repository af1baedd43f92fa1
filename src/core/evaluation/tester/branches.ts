import { z } from "zod";
import { toIdentity } from "../identity.ts";
import type { TranscriptEvent } from "../transcript.ts";
import type { Trial } from "../trial.ts";

/**
 * One way a conversation went, from its beginning. `path` says for each turn which of the things said at that place it was, counted from 0 in
 * the order in which they were said.
 */
export type Branch = {
  readonly path: readonly number[];
  /** As the target saw them. */
  readonly events: readonly TranscriptEvent[];
  /** The one that stood when the trial ended. */
  readonly stands: boolean;
};

/** What the run writes beside each message of the user: how many turns stood before it. */
const Begun = z.object({ turn: z.number().int().nonnegative() });

type Node = {
  readonly place: number;
  readonly events: TranscriptEvent[];
  readonly children: Node[];
};

/** Every way that a conversation went, those that were taken back included; one where nothing was. */
export function toBranches(events: readonly TranscriptEvent[]): Branch[] {
  const root: Node = { place: 0, events: [], children: [] };
  let stack: Node[] = [root];
  for (const event of events) {
    const turn = turnOf(event);
    if (turn !== null) {
      stack = stack.slice(0, turn + 1);
      const parent = stack.at(-1) ?? root;
      const node: Node = { place: parent.children.length, events: [], children: [] };
      parent.children.push(node);
      stack.push(node);
    }
    stack.at(-1)?.events.push(seen(event));
  }
  const standing = stack.at(-1);
  return leavesOf([root]).map((nodes) => ({
    path: nodes.slice(1).map(({ place }) => place),
    events: nodes.flatMap((node) => node.events),
    stands: nodes.at(-1) === standing,
  }));
}

function turnOf({ edit, raw }: TranscriptEvent): number | null {
  if (edit.type !== "add_message" || edit.message.role !== "user") return null;
  const begun = Begun.safeParse(raw);
  return begun.success ? begun.data.turn : null;
}

/** What was taken back only the tester sees; in its own branch the target saw it. */
const seen = (event: TranscriptEvent): TranscriptEvent =>
  event.view.length === 1 && event.view[0] === "tester"
    ? { ...event, view: ["target", "combined"] }
    : event;

function leavesOf(nodes: readonly Node[]): (readonly Node[])[] {
  const children = nodes.at(-1)?.children ?? [];
  return children.length === 0 ? [nodes] : children.flatMap((child) => leavesOf([...nodes, child]));
}

/**
 * A trial of each way that was taken back, to be judged like any other of its case; the trial itself is the way that stands. State and usage
 * are of the whole and not of one way, and so not known.
 */
export const toBranchTrials = (
  trial: Trial,
): { readonly path: readonly number[]; readonly trial: Trial }[] =>
  toBranches(trial.events)
    .filter(({ stands }) => !stands)
    .map(({ path, events }) => ({
      path,
      trial: {
        ...trial,
        id: toIdentity("branch", { trial: trial.id, path: [...path] }),
        events,
        state: null,
        usage: { inputTokens: null, outputTokens: null, cost: null, latencyMs: null },
      },
    }));
