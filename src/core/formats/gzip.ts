import type { Problem } from "../problem.ts";
import { inflateRaw, uint16, uint32 } from "./inflate.ts";
import { sizeText } from "./limits.ts";

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

type Unpacked =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const TRAILER = 8;
/** The most that deflate can pack. */
const HIGHEST_RATIO = 1032;
const DEFLATE = 8;
const FLAG = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

/** One gzip member (RFC 1952) with its checksum and length checked; never more than `most` bytes are inflated. */
export function gunzip(bytes: Uint8Array, most: number): Unpacked {
  const start = headerLength(bytes);
  if (start === null)
    return refused(
      "header",
      "The gzip header is damaged. Compress the file again and send it whole.",
    );
  const end = bytes.length - TRAILER;
  if (end <= start) return refused("cut", CUT);
  // The trailer tells the size (modulo 4 GiB): an honest bomb needs no inflating. A cut file's tail is no size.
  const told = uint32(bytes, end + 4);
  if (told > most && told <= (end - start) * HIGHEST_RATIO) return tooLarge(most);
  const inflated = inflateRaw(bytes.subarray(start, end), most);
  if (!inflated.ok) return inflated.reason === "damaged" ? refused("cut", CUT) : tooLarge(most);
  const sound =
    inflated.crc === uint32(bytes, end) &&
    inflated.bytes.length % 2 ** 32 === uint32(bytes, end + 4);
  if (!sound) return refused("checksum", CHECKSUM);
  if (isGzip(inflated.bytes))
    return refused("nested", "A gzip file stands inside the gzip file. Compress the report once.");
  return { ok: true, bytes: inflated.bytes };
}

const CUT = "The gzip data is damaged or was cut off. Compress the file again and send it whole.";
const CHECKSUM =
  "The checksum at the end of the gzip file does not fit its content: it was damaged, cut off or made of several parts. Compress the report as one gzip file and send it whole.";

const refused = (rule: string, message: string): Unpacked => ({
  ok: false,
  problems: [{ rule: `gzip/${rule}`, pointer: "", message }],
});

const tooLarge = (most: number): Unpacked =>
  refused(
    "too-large",
    `The file inflates to more than ${sizeText(most)}. Split the report into smaller files.`,
  );

function headerLength(bytes: Uint8Array): number | null {
  const flags = bytes[3] ?? 0xff;
  if (bytes.length < 18 || bytes[2] !== DEFLATE || flags & FLAG.reserved) return null;
  let at = 10;
  if (flags & FLAG.extra) at += 2 + uint16(bytes, at);
  if (flags & FLAG.name) at = bytes.indexOf(0, at) + 1 || bytes.length;
  if (flags & FLAG.comment) at = bytes.indexOf(0, at) + 1 || bytes.length;
  if (flags & FLAG.headerChecksum) at += 2;
  return at <= bytes.length ? at : null;
}
