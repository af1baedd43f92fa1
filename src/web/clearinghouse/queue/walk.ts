/** The list a case was opened from, so that j and k go on to its neighbours. Lost on reload, then the keys rest. */
export type Walk = {
  readonly refs: readonly string[];
  readonly total: number;
  readonly back: { readonly label: string; readonly href: string };
};

let walk: Walk | undefined;

export const startWalk = (next: Walk): void => {
  walk = next;
};
export const currentWalk = (): Walk | undefined => walk;

/** Where a case stands in the list it was opened from, and its neighbours. */
export function placeIn(list: Walk | undefined, ref: string) {
  const at = list?.refs.indexOf(ref) ?? -1;
  if (list === undefined || at < 0) return undefined;
  return { at: at + 1, total: list.total, before: list.refs[at - 1], after: list.refs[at + 1] };
}
