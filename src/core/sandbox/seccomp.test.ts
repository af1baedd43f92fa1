import { describe, expect, test } from "vitest";
import { AT, answerTo } from "./bpf.ts";
import {
  MACHINES,
  type Machine,
  REFUSED,
  SECCOMP_ANSWERS,
  toSeccompFilter,
  toSeccompProgram,
} from "./seccomp.ts";

const { KILL, ALLOW, EPERM, ENOSYS } = SECCOMP_ANSWERS;
const ARCHITECTURE = { x86_64: 0xc000003e, aarch64: 0xc00000b7 } as const;

const ask = (machine: Machine, number: number, args: readonly number[] = [], arch?: number) =>
  answerTo(toSeccompProgram(machine), (at) => {
    if (at === AT.number) return number;
    if (at === AT.architecture) return arch ?? ARCHITECTURE[machine];
    return args[(at - AT.argument(0)) / 8] ?? 0;
  });

describe.each(MACHINES)("the filter of %s", (machine) => {
  const at = machine === "x86_64" ? 0 : 1;
  const numbers = Object.entries(REFUSED).flatMap(([name, both]) => {
    const number = both[at];
    return typeof number === "number" ? [[name, number] as const] : [];
  });

  test.each(numbers)("refuses %s", (_, number) => {
    expect(ask(machine, number)).toBe(EPERM);
  });

  test("names no call twice, and lets every other one through", () => {
    const refused = new Set(numbers.map(([, number]) => number));
    expect(refused.size).toBe(numbers.length);
    const special = at === 0 ? [56, 435, 41, 16] : [220, 435, 198, 29];
    for (let number = 0; number < 470; number += 1)
      if (!refused.has(number) && !special.includes(number))
        expect(ask(machine, number)).toBe(ALLOW);
  });

  test("lets a program make threads and processes, and no namespaces", () => {
    const clone = at === 0 ? 56 : 220;
    expect(ask(machine, clone, [0x3d0f00])).toBe(ALLOW);
    for (const flag of [0x10000000, 0x20000000, 0x40000000, 0x00020000])
      expect(ask(machine, clone, [flag | 17])).toBe(EPERM);
    expect(ask(machine, 435)).toBe(ENOSYS);
  });

  test("lets a program have local sockets, and no others", () => {
    const socket = at === 0 ? 41 : 198;
    expect(ask(machine, socket, [1])).toBe(ALLOW);
    for (const family of [2, 10, 16, 17, 40]) expect(ask(machine, socket, [family])).toBe(EPERM);
  });

  test("types nothing into a terminal", () => {
    const ioctl = at === 0 ? 16 : 29;
    expect([ask(machine, ioctl, [0, 0x5412]), ask(machine, ioctl, [0, 0x5413])]).toEqual([
      EPERM,
      ALLOW,
    ]);
  });

  test("ends a program that calls by another convention", () => {
    expect(ask(machine, 1, [], 0x40000003)).toBe(KILL);
    if (at === 0) expect(ask(machine, 0x40000001)).toBe(KILL);
  });

  test("has a length that the kernel takes", () => {
    const bytes = toSeccompFilter(machine);
    expect([bytes.length % 8, bytes.length / 8 < 4096]).toEqual([0, true]);
  });
});
