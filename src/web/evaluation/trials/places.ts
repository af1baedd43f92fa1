/** Which trials a list has, by place. Where a filter leaves all of them, they are 1 to `total`, and no numbers are sent. */
export type Numbers = { readonly total: number; readonly numbers: readonly number[] | null };

/** The number of the trial at a place, from 0. */
export const numberAt = ({ total, numbers }: Numbers, place: number): number | undefined => {
  if (place < 0 || place >= total) return undefined;
  return numbers === null ? place + 1 : numbers[place];
};

/** Where a trial stands in the list; -1 where it is not in it. Numbers ascend. */
export function placeOf({ total, numbers }: Numbers, number: number): number {
  if (numbers === null) return number >= 1 && number <= total ? number - 1 : -1;
  let low = 0;
  let high = numbers.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = numbers[middle] ?? 0;
    if (found === number) return middle;
    if (found < number) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Trials that are read together. */
export const PAGE = 100;

/** The pages that rows from `first` to `last` stand on. */
export function pagesOf(first: number, last: number, total: number): number[] {
  if (total === 0) return [];
  const from = Math.floor(Math.max(0, first) / PAGE);
  const until = Math.floor(Math.min(total - 1, last) / PAGE);
  return Array.from({ length: Math.max(0, until - from + 1) }, (_, i) => from + i);
}

/** The key after which a page begins; undefined for the first. */
export const afterOf = (list: Numbers, page: number): string | undefined => {
  const before = page === 0 ? undefined : numberAt(list, page * PAGE - 1);
  return before === undefined ? undefined : String(before);
};
