import { addressValue } from "./addressSanitizer.ts";
import { shortJni } from "./android.ts";
import type { Crash } from "./crash.ts";
import { type CrashDraft, STATE_LINES } from "./draft.ts";

/** Longer lines of state differ by template arguments only. */
const LONGEST_LINE = 80;
/** Below this lies the page that is never mapped: a null pointer with a member's offset. */
const NULL_PAGE = 0x1000n;

/** What the draft comes to once the trace has been read; null when nothing in it is a crash. */
export function finishCrash(draft: CrashDraft): Crash | null {
  if (draft.type === "") return null;
  const address = shortAddress(draft.address);
  const type = typeOf(draft, address);
  return {
    tool: draft.tool,
    type: /\d/.test(draft.access) ? type : type.replace(/\d+/, cappedSize),
    access: draft.access === "" ? null : draft.access.replace(/\d+/, cappedSize),
    address: address === "" ? null : address,
    frames: draft.frames.map(withoutNumbers),
    state: stateOf(draft),
  };
}

function typeOf({ type }: CrashDraft, address: string): string {
  if (!type.startsWith("UNKNOWN") || address === "") return type;
  const value = addressValue(address);
  return value !== null && value < NULL_PAGE ? type.replace("UNKNOWN", "Null-dereference") : type;
}

const cappedSize = (size: string): string => (Number(size) > 16 ? "{*}" : size);

/** 64-bit addresses are printed with four zeros more on some platforms. */
const shortAddress = (address: string): string =>
  address.length === 18 && address.startsWith("0x0000") ? `0x${address.slice(6)}` : address;

const NAMED_BY_TARGET = new Set(["Out-of-memory", "Timeout", "Overwrites-const-input"]);

function stateOf(draft: CrashDraft): string[] {
  const { fuzzTarget } = draft.settings;
  if (fuzzTarget !== null && NAMED_BY_TARGET.has(draft.type)) return [fuzzTarget];
  const repeated = draft.type === "Stack-overflow" ? cycleIn(draft.frames) : null;
  const lines = (repeated ?? draft.state).map((line) => cleanLine(line, draft.type));
  if (lines.some((line) => line.trim() !== "")) return lines;
  const name = draft.processName === "" ? fuzzTarget : draft.processName;
  return [name ?? "NULL"];
}

function cleanLine(line: string, type: string): string {
  const printable = shortJni(line).replace(/[^\t\x20-\x7e]/g, "");
  if (type === "V8 correctness failure") return printable.slice(0, LONGEST_LINE);
  const plain = withoutNumbers(printable);
  return plain.startsWith("Bad-cast") ? plain : plain.slice(0, LONGEST_LINE);
}

/** Addresses and numbers change from run to run; line numbers after a colon and versions of libraries stay. */
function withoutNumbers(text: string): string {
  return text
    .replace(/\+0x[0-9a-fA-F]+$/, "")
    .replace(/0x[a-fA-F0-9]{4,}U*/g, "ADDRESS")
    .replace(/(?<![:0-9.])(?:[0-9.]{4,}|(?<=[@#])[0-9]+)(?![A-Za-z0-9.])/g, "NUMBER");
}

const LONGEST_CYCLE = 10;
const REPEATS = 3;

/** The functions that call one another until the stack is full: the first run of frames that stands there three times. */
function cycleIn(frames: readonly string[]): string[] | null {
  for (let start = 0; start < frames.length; start += 1)
    for (let length = 1; length <= LONGEST_CYCLE; length += 1) {
      // The last frame of all may be cut off.
      if (start + REPEATS * length >= frames.length) break;
      if (repeats(frames, start, length))
        return frames.slice(start, start + Math.min(length, STATE_LINES));
    }
  return null;
}

function repeats(frames: readonly string[], start: number, length: number): boolean {
  for (let at = start; at < start + (REPEATS - 1) * length; at += 1)
    if (frames[at] !== frames[at + length]) return false;
  return true;
}
