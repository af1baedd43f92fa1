/** Bytes from `start` up to, and without, `end`. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * `Range: bytes=…` (RFC 9110, 14.1.2) of one range: the range, `"whole"` where the header is absent or of a kind that a
 * server may leave out of account, `undefined` where no byte of it is there (status 416).
 */
export function parseRange(
  header: string | undefined,
  size: number,
): ByteRange | "whole" | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return "whole";
  if (first === "") {
    const length = Math.min(size, Number(last));
    return length > 0 ? { start: size - length, end: size } : undefined;
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(size, Number(last) + 1);
  if (last !== "" && Number(last) < start) return "whole";
  return start < size ? { start, end } : undefined;
}

export const toContentRange = ({ start, end }: ByteRange, size: number): string =>
  `bytes ${start}-${end - 1}/${size}`;
