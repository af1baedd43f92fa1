import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ASAN, GO, JAVA, PYTHON, UBSAN } from "../../../testing/reportSamples.ts";
import { DEFAULT_TRACE_SETTINGS } from "./crash.ts";
import { readTrace } from "./trace.ts";

const crashOf = (trace: string, settings = {}) =>
  readTrace(trace, { ...DEFAULT_TRACE_SETTINGS, ...settings });
const typeOf = (trace: string, settings = {}) => {
  const crash = crashOf(trace, settings);
  return crash === null ? null : [crash.type, crash.access].filter(Boolean).join(" ");
};
const frames = (...names: string[]): string =>
  names
    .map((name, at) => `    #${at} 0x5${at}0000 in ${name} /src/box/${name}.c:1${at}:3\n`)
    .join("");
const asan = (words: string, after = ""): string =>
  `==7==ERROR: AddressSanitizer: ${words}\n${after}${frames("read_chunk", "open_box")}`;

describe("AddressSanitizer", () => {
  test("type, access, address, and the frames without its own", () => {
    expect(crashOf(ASAN)).toEqual({
      tool: "asan",
      type: "Heap-buffer-overflow",
      access: "WRITE 4",
      address: "0x602000000014",
      frames: ["chunkbox::read_chunk", "open_box", "box_fuzzer.cc"],
      state: ["chunkbox::read_chunk", "open_box", "box_fuzzer.cc"],
    });
  });

  test.each([
    [
      "heap-use-after-free on address 0x60 at pc 0x1",
      "READ of size 1 at 0x60 thread T0\n",
      "Heap-use-after-free READ 1",
    ],
    [
      "stack-buffer-overflow on address 0x60 at pc 0x1",
      "WRITE of size 64 at 0x60 thread T0\n",
      "Stack-buffer-overflow WRITE {*}",
    ],
    ["attempting double-free on 0x60 in thread T0:", "", "Heap-double-free"],
    ["attempting free on address which was not malloc()-ed: 0x60 in thread T0", "", "Invalid-free"],
    [
      "memcpy-param-overlap: memory ranges [0x10,0x20) and [0x18, 0x28) overlap",
      "",
      "Memcpy-param-overlap",
    ],
    [
      "SEGV on unknown address 0x000000000010 (pc 0x1 bp 0x2 sp 0x3 T0)",
      "==7==The signal is caused by a READ memory access.\n",
      "Null-dereference READ",
    ],
    [
      "SEGV on unknown address 0x7f0000000010 (pc 0x1 bp 0x2 sp 0x3 T0)",
      "==7==The signal is caused by a WRITE memory access.\n",
      "UNKNOWN WRITE",
    ],
    ["SEGV on unknown address (pc 0x1 bp 0x2 sp 0x3 T0)", "", "Segv on unknown address"],
    ["FPE on unknown address 0x51 (pc 0x51 bp 0x2 sp 0x3 T0)", "", "Floating-point-exception"],
    ["ABRT on unknown address 0x03e9 (pc 0x51 bp 0x2 sp 0x3 T0)", "", "Abrt"],
    [
      "requested allocation size 0xffffffffffffff00 exceeds maximum supported size of 0x10",
      "",
      "Out-of-memory",
    ],
  ])("%s", (words, after, type) => {
    expect(typeOf(asan(words, after))).toBe(type);
  });

  test("a stack overflow is told by the functions that call one another", () => {
    const names = Array.from({ length: 40 }, (_, at) =>
      at % 2 === 0 ? "parse_list" : "parse_item",
    );
    const trace = `==7==ERROR: AddressSanitizer: stack-overflow on address 0x7ffc (pc 0x1)\n${frames("deepest", ...names)}`;
    expect(crashOf(trace)).toMatchObject({
      type: "Stack-overflow",
      state: ["parse_list", "parse_item"],
    });
  });

  test("the stack of the allocation is no part of the crash", () => {
    const short = ASAN.replace(/ {4}#[234].*\n/g, "");
    expect(crashOf(short)?.state).toEqual(["chunkbox::read_chunk"]);
    expect(crashOf(short)?.frames).not.toContain("make_chunk");
  });

  test("HWAddressSanitizer reads the same way", () => {
    const trace = `==9==ERROR: HWAddressSanitizer: tag-mismatch on address 0x0040e1287be0 at pc 0x1\nREAD of size 8 at 0x0040e1287be0 tags: 3c/00 (ptr/mem) in thread T1\n${frames("next_chunk")}`;
    expect(crashOf(trace)).toMatchObject({
      tool: "hwasan",
      type: "Tag-mismatch",
      access: "READ 8",
      address: "0x0040e1287be0",
    });
  });
});

test.each([
  ["division by zero", "Divide-by-zero"],
  ["signed integer overflow: 1 + 2 cannot be represented in type 'int'", "Integer-overflow"],
  [
    "unsigned integer overflow: 1 - 2 cannot be represented in type 'unsigned int'",
    "Unsigned-integer-overflow",
  ],
  ["index 9 out of bounds for type 'int[4]'", "Index-out-of-bounds"],
  ["shift exponent 64 is too large for 32-bit type 'int'", "Undefined-shift"],
  ["load of value 7, which is not a valid value for type 'bool'", "Invalid-bool-value"],
  ["load of value 7, which is not a valid value for type 'kind'", "Invalid-enum-value"],
  ["load of null pointer of type 'int'", "Null-dereference READ"],
  ["store to null pointer of type 'int'", "Null-dereference WRITE"],
  ["member access within null pointer of type 'box'", "Null-dereference"],
  [
    "load of misaligned address 0x11 for type 'int', which requires 4 byte alignment",
    "Misaligned-address",
  ],
  ["applying non-zero offset 8 to null pointer", "Pointer-overflow"],
  ["9e+99 is outside the range of representable values of type 'int'", "Float-cast-overflow"],
  ["execution reached an unreachable program point", "Unreachable code"],
  [
    "null pointer passed as argument 1, which is declared to never be null",
    "Invalid-null-argument",
  ],
  ["something new", "UNKNOWN"],
])("UndefinedBehaviorSanitizer: %s", (words, type) => {
  const trace = `src/a.c:3:4: runtime error: ${words}\n${frames("count_up")}`;
  expect(crashOf(trace)).toMatchObject({ tool: "ubsan", type, address: null, state: ["count_up"] });
});

test("a bad cast names both types before the frames", () => {
  const trace = `src/a.cc:3:4: runtime error: downcast of address 0x15577a7fc900 which does not point to an object of type 'Circle'\n0x15577a7fc900: note: object is of type 'Square'\n${frames("draw")}`;
  expect(crashOf(trace)).toMatchObject({
    type: "Bad-cast",
    address: "0x15577a7fc900",
    state: ["Bad-cast to Circle from Square", "draw"],
  });
});

test("MemorySanitizer and ThreadSanitizer", () => {
  expect(
    crashOf(`==5==WARNING: MemorySanitizer: use-of-uninitialized-value\n${frames("sum")}`),
  ).toMatchObject({ tool: "msan", type: "Use-of-uninitialized-value", state: ["sum"] });
  expect(
    crashOf(
      `WARNING: ThreadSanitizer: data race (pid=5)\n  Write of size 8 at 0x7b0400000010 by main thread:\n${frames("put")}`,
    ),
  ).toMatchObject({ tool: "tsan", type: "Data race", state: ["put"] });
});

test("LeakSanitizer: a direct leak outranks the indirect one before it", () => {
  const leak = (kind: string, name: string) =>
    `${kind} leak of 8 byte(s) in 1 object(s) allocated from:\n    #0 0x1 in malloc /llvm/asan_malloc_linux.cpp:1:1\n    #1 0x2 in ${name} /src/${name}.c:1:1\n\n`;
  const trace = `==3==ERROR: LeakSanitizer: detected memory leaks\n\n${leak("Indirect", "make_item")}${leak("Direct", "make_list")}`;
  expect(crashOf(trace)).toMatchObject({ tool: "lsan", type: "Direct-leak", state: ["make_list"] });
});

describe("libFuzzer", () => {
  const ended = (words: string) =>
    `==2== ERROR: libFuzzer: ${words}\n${frames("spin")}SUMMARY: libFuzzer\n`;

  test("a deadly signal counts where nothing said why", () => {
    expect(typeOf(ended("deadly signal"))).toBe("Fatal-signal");
    expect(typeOf(ASAN + ended("deadly signal"))).toBe("Heap-buffer-overflow WRITE 4");
  });

  test("time and memory run out only where that is asked for", () => {
    expect(typeOf(ended("timeout after 25 seconds"))).toBe("Timeout");
    expect(typeOf(ended("out-of-memory (used: 2049Mb; limit: 2048Mb)"))).toBe("Out-of-memory");
    expect(typeOf(ended("timeout after 25 seconds"), { exhaustion: false })).toBeNull();
    expect(
      typeOf(ended("out-of-memory (used: 2049Mb; limit: 2048Mb)"), { exhaustion: false }),
    ).toBeNull();
    expect(crashOf(ended("timeout after 25 seconds"), { fuzzTarget: "box_fuzzer" })?.state).toEqual(
      ["box_fuzzer"],
    );
  });
});

describe("Go", () => {
  test("a panic of the runtime is typed, the program's own is an assertion", () => {
    expect(crashOf(GO)).toMatchObject({
      tool: "go",
      type: "Index out of range",
      state: ["chunk.(*Reader).next"],
    });
    const own = GO.replace("runtime error: index out of range [5] with length 3", "bad box");
    expect(crashOf(own)).toMatchObject({
      tool: "go",
      type: "ASSERT",
      state: ["bad box", "chunk.(*Reader).next"],
    });
  });

  test("generic functions and exhausted stacks", () => {
    const trace =
      "fatal error: stack overflow\n\ngoroutine 1 [running]:\nexample.org/tree.Walk[...](0x1)\n\t/build/tree.go:3 +0x1\n";
    expect(crashOf(trace)).toMatchObject({ type: "Stack overflow", state: ["tree.Walk"] });
  });

  test("the abort that a sanitizer adds to a panic changes nothing", () => {
    const added = `${GO}AddressSanitizer:DEADLYSIGNAL\n${asan("ABRT on unknown address 0x03e9 (pc 0x1)")}`;
    expect(crashOf(added)).toMatchObject({ type: "Index out of range", address: null });
  });
});

test("Rust: the message in quotes, and since 1.73 on a line of its own", () => {
  const stack = frames("box_reader::read");
  expect(crashOf(`thread 'main' panicked at 'no box', src/lib.rs:3:5\n${stack}`)).toMatchObject({
    tool: "rust",
    type: "ASSERT",
    state: ["no box", "box_reader::read"],
  });
  expect(
    crashOf(`thread 'main' (4711) panicked at src/lib.rs:3:5:\nno box\n${stack}`),
  ).toMatchObject({ tool: "rust", type: "ASSERT", state: ["no box", "box_reader::read"] });
});

describe("Java", () => {
  const at =
    "\tat com.example.Box.open(Box.java:7)\n\tat com.example.BoxFuzzer.fuzzerTestOneInput(BoxFuzzer.java:3)\n";

  test("Jazzer's exceptions, and its security issues apart", () => {
    expect(
      crashOf(`== Java Exception: java.lang.ArrayIndexOutOfBoundsException: 5\n${at}`),
    ).toMatchObject({
      tool: "java",
      type: "Uncaught exception",
      state: ["com.example.Box.open", "com.example.BoxFuzzer.fuzzerTestOneInput"],
    });
    expect(
      typeOf(
        `== Java Exception: com.code_intelligence.jazzer.api.FuzzerSecurityIssueHigh: SQL Injection\n${at}`,
      ),
    ).toBe("Security exception");
  });

  test("a plain exception, with no fuzzer around", () => {
    expect(crashOf(JAVA)).toMatchObject({
      tool: "java",
      type: "Uncaught exception",
      state: [
        "java.lang.NullPointerException",
        "org.example.box.Chunk.read",
        "org.example.box.Main.main",
      ],
    });
  });
});

test("Python: the innermost call leads, with a fuzzer around or without", () => {
  expect(crashOf(PYTHON)).toMatchObject({ tool: "python", state: ["IndexError", "unpack", "run"] });
  const atheris = ` === Uncaught Python exception: ===\nIndexError: list index out of range\n${PYTHON}`;
  expect(crashOf(atheris)).toMatchObject({
    tool: "python",
    type: "Uncaught exception",
    state: ["unpack", "run"],
  });
});

test("a failed check leads the state with its condition, without the values it compared", () => {
  const chrome = `[1:2:0412/0754:FATAL:box_reader.cc(57)] Check failed: length <= size (9 vs. 4). \n${frames("Read")}`;
  expect(crashOf(chrome)).toMatchObject({
    type: "CHECK failure",
    state: ["length <= size in box_reader.cc", "Read"],
  });
  expect(
    crashOf(
      `box: src/box.c:9: int open_box(void): Assertion \`size > 0' failed.\n${frames("open_box")}`,
    ),
  ).toMatchObject({ type: "ASSERT", state: ["size > 0", "open_box"] });
  expect(
    crashOf(`#\n# Fatal error in ../../src/box.cc, line 9\n# Check failed: size > 0.\n#\n`),
  ).toMatchObject({ type: "CHECK failure", state: ["size > 0 in box.cc"] });
});

test("a kernel's report is read where its log shows one", () => {
  const kasan = `[   12.5] ==================\n[   12.5] BUG: KASAN: slab-out-of-bounds in box_ioctl+0x11/0x22\nRead of size 4 at addr ffff8801 by task a/1\n box_ioctl+0x11/0x22\n`;
  expect(crashOf(kasan)).toMatchObject({
    tool: "kernel",
    type: "Kernel failure\nSlab-out-of-bounds",
    access: "READ 4",
  });
  const warning = `[   12.5] WARNING: CPU: 0 PID: 1 at drivers/box.c:5 box_open+0x11/0x22\nCall Trace:\n box_open+0x11/0x22\n do_dentry_open+0x1/0x2\n`;
  expect(crashOf(warning)).toMatchObject({
    tool: "kernel",
    type: "WARNING",
    state: ["box_open", "do_dentry_open"],
  });
});

test("ordinary words are no crash", () => {
  for (const text of [
    "",
    "all is well",
    "error: file not found\n",
    "there is a memory leak in box.c\n",
    "#1 fix the parser\n",
  ])
    expect(crashOf(text)).toBeNull();
});

const samples = [ASAN, UBSAN, GO, JAVA, PYTHON];
const noise = fc.array(
  fc.constantFrom("", "INFO: seed 17", "#12 NEW cov: 3 ft: 4", "reading box.bin", "warning: slow"),
  { maxLength: 6 },
);

test("lines that say nothing about the crash change nothing about it", () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), noise, noise, (trace, before, after) => {
      const noisy = [...before, trace, ...after].join("\n");
      expect(crashOf(noisy)).toEqual(crashOf(trace));
      expect(crashOf(noisy.replaceAll("\n", "\r\n"))).toEqual(crashOf(trace));
    }),
  );
});

test("another run of the same crash has the same signature but for its address", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0x10000, max: 0xfffff }), fc.nat(99_999), (base, pid) => {
      const other = ASAN.replaceAll("4711", String(pid)).replaceAll(
        "0x4",
        `0x${base.toString(16)}`,
      );
      expect({ ...crashOf(other), address: null }).toEqual({ ...crashOf(ASAN), address: null });
    }),
  );
});
