/** Classic BPF as seccomp takes it (linux/filter.h): the few instructions that a filter of system calls needs. */
export type Instruction = {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
};

const [LOAD, JUMP_EQUAL, JUMP_ABOVE, JUMP_SET, RETURN] = [0x20, 0x15, 0x25, 0x45, 0x06];

/** Offsets in `struct seccomp_data`. */
export const AT = { number: 0, architecture: 4, argument: (n: number) => 16 + 8 * n } as const;

const make = (code: number, k: number, jt = 0, jf = 0): Instruction => ({ code, jt, jf, k });

export const load = (at: number): Instruction => make(LOAD, at);
export const answer = (k: number): Instruction => make(RETURN, k);
/** Skips the next `over` instructions unless the test holds. */
export const unlessEqual = (k: number, over: number): Instruction => make(JUMP_EQUAL, k, 0, over);
/** Skips the next `over` instructions if the test holds. */
export const ifEqual = (k: number, over: number): Instruction => make(JUMP_EQUAL, k, over, 0);
export const unlessAbove = (k: number, over: number): Instruction => make(JUMP_ABOVE, k, 0, over);
export const unlessAnyOf = (k: number, over: number): Instruction => make(JUMP_SET, k, 0, over);

/** `struct sock_filter`s, little-endian: 16-bit code, two 8-bit jumps, 32-bit operand. */
export function assemble(program: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [i, { code, jt, jf, k }] of program.entries()) {
    view.setUint16(i * 8, code, true);
    view.setUint8(i * 8 + 2, jt);
    view.setUint8(i * 8 + 3, jf);
    view.setUint32(i * 8 + 4, k >>> 0, true);
  }
  return bytes;
}

function holds(code: number, value: number, k: number): boolean {
  if (code === JUMP_EQUAL) return value === k >>> 0;
  return code === JUMP_ABOVE ? value > k >>> 0 : (value & k) !== 0;
}

/** What a filter answers to a system call: for tests, and for whoever doubts. `words` are 32-bit words of `seccomp_data`. */
export function answerTo(program: readonly Instruction[], words: (at: number) => number): number {
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 1) {
    const { code, jt, jf, k } = program[at] ?? answer(0);
    if (code === RETURN) return k >>> 0;
    if (code === LOAD) accumulator = words(k) >>> 0;
    else at += holds(code, accumulator, k) ? jt : jf;
  }
  return 0;
}
