/** Half-open, in UTF-16 units. */
type Place = { readonly start: number; readonly end: number };

/** What took the place of a stretch of the input, and where it stands in the output. */
export type Replaced = Place & { readonly input: Place };

function toGroups(places: readonly Place[]): Place[] {
  const groups: { start: number; end: number }[] = [];
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    const last = groups.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else groups.push({ start, end });
  }
  return groups;
}

/**
 * Where in a rewritten text the replacements stand: what lies between two findings is there unchanged. Undefined where it is
 * not: more than the findings was taken out, and nobody can tell where.
 */
export function findReplaced(
  input: string,
  output: string,
  places: readonly Place[],
): Replaced[] | undefined {
  const groups = toGroups(places);
  const found: Replaced[] = [];
  let at = groups[0]?.start ?? 0;
  if (!output.startsWith(input.slice(0, at))) return undefined;
  for (const [i, group] of groups.entries()) {
    const isLast = i === groups.length - 1;
    const kept = input.slice(group.end, groups[i + 1]?.start);
    const end = isLast ? output.length - kept.length : output.indexOf(kept, at);
    if (end < at || (isLast && !output.endsWith(kept))) return undefined;
    found.push({ start: at, end, input: group });
    at = end + kept.length;
  }
  return found;
}
