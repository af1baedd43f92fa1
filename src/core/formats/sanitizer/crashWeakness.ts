import type { Crash } from "./crash.ts";

/** Type of crash → the weakness that it is by definition. Types that only say how a process ended are left out. */
const WEAKNESSES: readonly (readonly [RegExp, string])[] = [
  [/use-after-(?:free|poison|return|scope)/i, "CWE-416"],
  [/double-free/i, "CWE-415"],
  [/^(?:Invalid|Bad)-free|^Alloc-dealloc-mismatch/, "CWE-763"],
  [/uninitialized/i, "CWE-457"],
  [/^Null-dereference|^Invalid memory address/, "CWE-476"],
  [/^Stack-overflow|^Stack overflow/, "CWE-674"],
  [/^(?:Direct|Indirect)-leak/, "CWE-401"],
  [/^Data race/i, "CWE-362"],
  [/^Bad-cast/, "CWE-843"],
  [/^Integer-overflow|^Unsigned-integer-overflow/, "CWE-190"],
  [/^Divide-by-zero|^Integer divide by zero/, "CWE-369"],
  [/^Undefined-shift/, "CWE-1335"],
  [/^(?:Implicit-conversion|Float-cast-overflow)/, "CWE-681"],
  [/^(?:Index-out-of-bounds|Index out of range|Slice bounds out of range)/, "CWE-129"],
  [/^Out-of-memory/, "CWE-770"],
  [/^Timeout/, "CWE-834"],
  [/^Command injection/, "CWE-78"],
  [/^Arbitrary file open/, "CWE-22"],
  [/^(?:ASSERT|CHECK failure|DCHECK failure)/, "CWE-617"],
  [/^Uncaught exception/, "CWE-248"],
];

const OVERFLOW = /buffer-overflow|buffer-underflow|container-overflow|Out-of-bounds|Tag-mismatch/i;

export function weaknessOf({ type, access }: Crash): string | null {
  if (OVERFLOW.test(type)) {
    if (access?.startsWith("WRITE")) return "CWE-787";
    return access?.startsWith("READ") ? "CWE-125" : "CWE-119";
  }
  return WEAKNESSES.find(([pattern]) => pattern.test(type))?.[1] ?? null;
}
