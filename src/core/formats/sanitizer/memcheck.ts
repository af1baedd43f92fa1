import type { Crash } from "./crash.ts";
import { STATE_LINES } from "./draft.ts";
import { isRuntimeFrame } from "./runtimeFrames.ts";

const HEADING =
  /^==\d+== (Invalid (read|write) of size (\d+)|Invalid free\(\)|Conditional jump or move depends|Use of uninitialised value|Syscall param .{1,200} uninitialised|Process terminating with default action of signal (\d+))/;
const FRAME = /^==\d+==\s+(?:at|by) 0x[0-9A-Fa-f]+: (.{1,500}?) \(.{1,500}\)$/;
const ADDRESS = /^==\d+==\s+Address 0x([0-9a-fA-F]+) is (.{1,200})/;
const MOST_LINES = 2_000;
const MOST_FRAMES = 24;

/** Valgrind's Memcheck: "==7== Invalid read of size 4", its frames "at" and "by", then what stands at the address. */
export function readMemcheck(text: string): Crash | null {
  const lines = text.split(/\r?\n/, MOST_LINES);
  const start = lines.findIndex((line) => HEADING.test(line));
  const heading = HEADING.exec(lines[start] ?? "");
  if (heading === null) return null;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !FRAME.test(line));
  const frames = rest
    .slice(0, end < 0 ? rest.length : end)
    .flatMap((line) => FRAME.exec(line)?.[1] ?? [])
    .filter((name) => !isRuntimeFrame(name))
    .slice(0, MOST_FRAMES);
  const found = ADDRESS.exec(rest[Math.max(0, end)] ?? "");
  return {
    tool: "valgrind",
    type: typeOf(heading, found?.[2] ?? ""),
    access: heading[2] === undefined ? null : `${heading[2].toUpperCase()} ${heading[3]}`,
    address: found?.[1] === undefined ? null : `0x${found[1]}`,
    frames,
    state: frames.length === 0 ? ["NULL"] : frames.slice(0, STATE_LINES),
  };
}

/** ClusterFuzz's words for what AddressSanitizer and MemorySanitizer would say of the same. */
function typeOf(heading: RegExpExecArray, where: string): string {
  const [, text = ""] = heading;
  if (text.startsWith("Process")) return "UNKNOWN";
  if (text.startsWith("Invalid free()"))
    return where.includes("free'd") ? "Heap-double-free" : "Invalid-free";
  if (!text.startsWith("Invalid")) return "Use-of-uninitialized-value";
  if (where.includes("free'd")) return "Heap-use-after-free";
  if (where.includes("alloc'd")) return "Heap-buffer-overflow";
  return where.includes("stack") ? "Stack-buffer-overflow" : "UNKNOWN";
}
