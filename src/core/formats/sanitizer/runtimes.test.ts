import { describe, expect, test } from "vitest";
import { ASAN } from "../../../testing/reportSamples.ts";
import { readReport } from "../report.ts";

/** Logs as other tools and terminals write them; ClusterFuzz knows none of these. */
function findingsIn(text: string) {
  const read = readReport(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.findings;
}

describe("Go", () => {
  test("a data race is read with the stack of the access, not of the earlier one", () => {
    const race = `==================
WARNING: DATA RACE
Write at 0x00c0000140a8 by goroutine 7:
  example.org/shelf.(*Shelf).add()
      /build/shelf/shelf.go:10 +0x44

Previous read at 0x00c0000140a8 by goroutine 6:
  example.org/shelf.(*Shelf).count()
      /build/shelf/shelf.go:14 +0x3a
==================
`;
    expect(findingsIn(race)).toMatchObject([
      {
        weakness: "CWE-362",
        locations: [{ file: "/build/shelf/shelf.go", line: 10, function: "shelf.(*Shelf).add" }],
        signature: {
          tool: "go",
          type: "Data race",
          access: "WRITE",
          state: ["shelf.(*Shelf).add"],
        },
      },
    ]);
  });

  test("what go test prints of a fuzz target is a log, though it begins with dashes", () => {
    const log = `--- FAIL: FuzzOpen (0.03s)
    --- FAIL: FuzzOpen (0.00s)
        testing.go:1591: panic: runtime error: slice bounds out of range [:7] with capacity 4
            goroutine 20 [running]:
            runtime/debug.Stack()
            \t/usr/local/go/src/runtime/debug/stack.go:24 +0x9b
            testing.tRunner.func1()
            \t/usr/local/go/src/testing/testing.go:1591 +0x1c8
            example.org/shelf.Open({0xc000, 0x4, 0x4})
            \t/build/shelf/open.go:30 +0x1
`;
    const [finding] = findingsIn(log);
    expect(finding?.signature).toMatchObject({
      type: "Slice bounds out of range",
      state: ["shelf.Open"],
    });
  });
});

describe("Rust", () => {
  const panic = "thread 'main' panicked at src/shelf.rs:42:9:\nattempt to subtract with overflow\n";

  test("a panic is placed where it says", () => {
    expect(findingsIn(panic)[0]?.locations).toEqual([
      { file: "src/shelf.rs", line: 42, function: null },
    ]);
  });

  test("and by the functions of its backtrace, without those of the standard library", () => {
    const backtrace = `${panic}stack backtrace:
   0: rust_begin_unwind
             at /rustc/0a1b/library/std/src/panicking.rs:645:5
   1: core::panicking::panic
             at /rustc/0a1b/library/core/src/panicking.rs:144:5
   2: shelf::take
             at ./src/shelf.rs:42:9
   3: shelf::main
             at ./src/main.rs:7:5
`;
    expect(findingsIn(backtrace)[0]?.locations).toEqual([
      { file: "./src/shelf.rs", line: 42, function: "shelf::take" },
      { file: "./src/main.rs", line: 7, function: "shelf::main" },
    ]);
  });
});

test("ThreadSanitizer prints its stacks without addresses", () => {
  const log = `WARNING: ThreadSanitizer: data race (pid=12)
  Write of size 4 at 0x7b04 by thread T1:
    #0 put(int) /build/queue.c:10:3 (queue+0x4f1)
    #1 fill /build/queue.c:20:3 (queue+0x4f2) (BuildId: 7a)

  Previous read of size 4 at 0x7b04 by main thread:
    #0 get /build/queue.c:30:3 (queue+0x4f3)
`;
  expect(findingsIn(log)).toMatchObject([
    {
      locations: [
        { file: "/build/queue.c", line: 10, function: "put" },
        { file: "/build/queue.c", line: 20, function: "fill" },
      ],
      signature: { tool: "tsan", access: "WRITE 4", state: ["put", "fill"] },
    },
  ]);
});

test.each([
  ["Invalid read of size 4", "0 bytes after a block of size 40 alloc'd", "Heap-buffer-overflow"],
  ["Invalid write of size 8", "8 bytes inside a block of size 16 free'd", "Heap-use-after-free"],
  ["Invalid free() / delete", "0 bytes inside a block of size 16 free'd", "Heap-double-free"],
  ["Invalid read of size 1", "on thread 1's stack", "Stack-buffer-overflow"],
])("Memcheck's %s is read as what a sanitizer would call it", (heading, where, type) => {
  const log = `==42== Memcheck, a memory error detector
==42== ${heading}
==42==    at 0x484B8AF: free (in /usr/libexec/valgrind/vgpreload_memcheck.so)
==42==    by 0x10916E: take (shelf.c:14)
==42==    by 0x1091A2: serve (main.c:22)
==42==  Address 0x4a4f068 is ${where}
`;
  expect(findingsIn(log)).toMatchObject([
    {
      locations: [
        { file: "shelf.c", line: 14, function: "take" },
        { file: "main.c", line: 22, function: "serve" },
      ],
      signature: { tool: "valgrind", type, address: "0x4a4f068", state: ["take", "serve"] },
    },
  ]);
});

test("a kernel's stack without addresses tells one report from another", () => {
  const log = `BUG: KASAN: slab-use-after-free in shelf_take+0x2c1a/0x3120 drivers/shelf/take.c:511
Read of size 4 at addr ffff888043b4a8f8 by task init/1

Call Trace:
 <TASK>
 dump_stack_lvl+0xd9/0x1b0 lib/dump_stack.c:106
 kasan_report+0xda/0x110 mm/kasan/report.c:588
 shelf_take+0x2c1a/0x3120 drivers/shelf/take.c:511
 shelf_ioctl+0x5a9/0x9b0 drivers/shelf/main.c:700
`;
  expect(findingsIn(log)[0]?.signature?.state).toEqual(["shelf_take", "shelf_ioctl"]);
});

test("an exception of Python and the fuzzer's exit after it are one", () => {
  const log = ` === Uncaught Python exception: ===
RecursionError: maximum recursion depth exceeded
Traceback (most recent call last):
  File "/build/fuzz.py", line 10, in TestOneInput
    take(data)
  File "/build/shelf.py", line 5, in take
    return take(data)

==7== ERROR: libFuzzer: fuzz target exited
SUMMARY: libFuzzer: fuzz target exited
`;
  expect(findingsIn(log)).toHaveLength(1);
});

test("neither colours of a terminal nor a build server's times change what is read", () => {
  const [plain] = findingsIn(ASAN);
  const coloured = ASAN.replace("==4711==", "\u001b[1m\u001b[31m==4711==").replace(
    "WRITE",
    "\u001b[1m\u001b[34mWRITE",
  );
  const stamped = ASAN.split("\n").map((line) => `2026-06-01T10:00:00.1234567Z ${line}`);
  for (const log of [coloured, stamped.join("\n")]) {
    const [read] = findingsIn(log);
    expect(read?.signature).toEqual(plain?.signature);
    expect(read?.locations).toEqual(plain?.locations);
  }
});
