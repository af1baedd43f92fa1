/** One key of a page. `keys` is a `KeyboardEvent.key` (`j`, `?`, `Enter`) or two in a row (`g w`). */
export type Binding = {
  readonly keys: string;
  /** Said in the help: "move down". */
  readonly does: string;
  readonly run: () => void;
  /** False while the key has nothing to act on; the help still lists it. */
  readonly on?: boolean;
};

export type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** True in a text field, where letters are text. */
  readonly typing: boolean;
};

/** Two keys in a row must come within this many milliseconds. */
export const PAUSE = 1_200;

export type Heard = { readonly run?: Binding; readonly pending: string | undefined };

/** What a key press does, given the key still pending. Later bindings win: a dialog's over its page's. */
export function hear(
  press: Press,
  bindings: readonly Binding[],
  pending: string | undefined,
): Heard {
  if (press.ctrlKey || press.metaKey || press.altKey) return { pending: undefined };
  if (press.typing) return { pending: undefined };
  const active = bindings.filter(({ on }) => on !== false);
  const both = pending === undefined ? undefined : `${pending} ${press.key}`;
  const run = active.findLast(({ keys }) => keys === both || keys === press.key);
  if (run) return { run, pending: undefined };
  const starts = active.some(({ keys }) => keys.startsWith(`${press.key} `));
  return { pending: starts ? press.key : undefined };
}

const SHOWN: Record<string, string> = {
  Enter: "↵",
  Escape: "esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
  " ": "space",
};

/** How the keys of a binding are printed, one entry a key. */
export const shownKeys = (keys: string): string[] =>
  keys === " " ? ["space"] : keys.split(" ").map((key) => SHOWN[key] ?? key);
