import {
  AT,
  answer,
  assemble,
  type Instruction,
  ifEqual,
  load,
  unlessAbove,
  unlessAnyOf,
  unlessEqual,
} from "./bpf.ts";

export const MACHINES = ["x86_64", "aarch64"] as const;
export type Machine = (typeof MACHINES)[number];

const [KILL, ALLOW, ERRNO] = [0x80000000, 0x7fff0000, 0x00050000];
const [EPERM, ENOSYS] = [1, 38];

/** AUDIT_ARCH_… of linux/audit.h. */
const ARCHITECTURE: Readonly<Record<Machine, number>> = {
  x86_64: 0xc000003e,
  aarch64: 0xc00000b7,
};

/**
 * System calls that nothing in a sandbox has a use for: those that reach other processes, mount, make namespaces, load code into the kernel,
 * hold keys, keep memory that is no process's, or have been the way out before. Numbers of x86_64 and of aarch64 (asm/unistd.h); null where a machine has none.
 */
export const REFUSED: Readonly<
  Record<string, readonly [number, number | null] | readonly [null, number]>
> = {
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  unshare: [272, 97],
  setns: [308, 268],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  mount_setattr: [442, 442],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  keyctl: [250, 219],
  add_key: [248, 217],
  request_key: [249, 218],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  acct: [163, 89],
  quotactl: [179, 60],
  syslog: [103, 116],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  iopl: [172, null],
  ioperm: [173, null],
  modify_ldt: [154, null],
  fanotify_init: [300, 262],
  vmsplice: [278, 75],
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
};

/** clone, clone3, socket, ioctl. */
const NUMBERS = {
  clone: [56, 220],
  clone3: [435, 435],
  socket: [41, 198],
  ioctl: [16, 29],
} as const;

/** Every CLONE_NEW… flag but that of time, which clone does not take. */
const NEW_NAMESPACE = 0x7e020000;
const AF_UNIX = 1;
/** Pushes characters into a terminal. */
const TIOCSTI = 0x5412;
/** From here on numbers are of another calling convention, x32, which a filter by number does not see. */
const X32 = 0x3fffffff;

/** A filter for one machine: everything else is allowed, for the namespaces are the wall and this is the second one. */
export function toSeccompProgram(machine: Machine): readonly Instruction[] {
  const at = machine === "x86_64" ? 0 : 1;
  const refuse = (errno: number): Instruction => answer(ERRNO | errno);
  const refused = Object.values(REFUSED).flatMap((numbers) => {
    const number = numbers[at] ?? null;
    return number === null ? [] : [unlessEqual(number, 1), refuse(EPERM)];
  });
  return [
    load(AT.architecture),
    ...[ifEqual(ARCHITECTURE[machine], 1), answer(KILL)],
    load(AT.number),
    ...(machine === "x86_64" ? [unlessAbove(X32, 1), answer(KILL)] : []),
    ...refused,
    // glibc goes back to clone, whose flags can be looked at: those of clone3 lie in memory.
    ...[unlessEqual(NUMBERS.clone3[at], 1), refuse(ENOSYS)],
    ...[
      unlessEqual(NUMBERS.clone[at], 4),
      load(AT.argument(0)),
      unlessAnyOf(NEW_NAMESPACE, 1),
      refuse(EPERM),
      answer(ALLOW),
    ],
    // The network namespace is empty, but not every family of sockets is held by it.
    ...[
      unlessEqual(NUMBERS.socket[at], 4),
      load(AT.argument(0)),
      unlessEqual(AF_UNIX, 1),
      answer(ALLOW),
      refuse(EPERM),
    ],
    ...[
      unlessEqual(NUMBERS.ioctl[at], 4),
      load(AT.argument(1)),
      unlessEqual(TIOCSTI, 1),
      refuse(EPERM),
      answer(ALLOW),
    ],
    answer(ALLOW),
  ];
}

export const toSeccompFilter = (machine: Machine): Uint8Array =>
  assemble(toSeccompProgram(machine));
export const SECCOMP_ANSWERS = {
  KILL,
  ALLOW,
  EPERM: ERRNO | EPERM,
  ENOSYS: ERRNO | ENOSYS,
} as const;
