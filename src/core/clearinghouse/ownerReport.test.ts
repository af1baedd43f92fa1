import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stampAt } from "../../testing/caseWorld.ts";
import { SYSTEM } from "./actor.ts";
import {
  decideMessageMove,
  MESSAGE_MOVES,
  MESSAGE_STATES,
  type MessageMove,
  wordsIn,
} from "./message.ts";
import { type OwnerReport, REPORT_WORDS, renderOwnerReport } from "./ownerReport.ts";

const report: OwnerReport = {
  ref: "VC-2026-0412",
  title: "libharbor 3.2.1 writes past a heap block when it reads an archive index",
  component: "pkg:generic/libharbor",
  version: "3.2.1",
  weakness: "CWE-787",
  place: { file: "src/index.c", line: 213, function: "hb_index_read" },
  reproducer: {
    kind: "text",
    text: "curl -sO https://assay.example/r/0412/poc.hbx\n./harbor-ls poc.hbx",
  },
  expected: "The index is refused.",
  actual: "The loop writes 8 bytes at a time past the block.",
  shown: { nOfM: { n: 5, of: 5 }, on: "3.2.1" },
  publicOn: { day: "2026-12-02", reason: "90+14 from 2026-09-03" },
  contact: "R. Teal, Lakeside Coordination",
  link: "https://assay.example/l/abc",
};

describe("the report to an owner", () => {
  test("is short: what it is, how to see it, what happens, where, until when, how to answer", () => {
    expect(renderOwnerReport(report).body).toBe(
      [
        "libharbor 3.2.1 writes past a heap block when it reads an archive index",
        "",
        "Reproduce it:",
        "curl -sO https://assay.example/r/0412/poc.hbx",
        "./harbor-ls poc.hbx",
        "",
        "Expected: The index is refused.",
        "",
        "Instead: The loop writes 8 bytes at a time past the block.",
        "",
        "Component: pkg:generic/libharbor 3.2.1",
        "Where: src/index.c:213 in hb_index_read",
        "Weakness: CWE-787",
        "Seen: 5 of 5 runs on 3.2.1",
        "",
        "Public on 2026-12-02 (90+14 from 2026-09-03).",
        "Answer this mail, or here, without an account: https://assay.example/l/abc",
        "R. Teal, Lakeside Coordination, VC-2026-0412",
      ].join("\n"),
    );
  });

  test("puts the reproducer before everything that is said of the flaw", () => {
    const { body } = renderOwnerReport(report);
    const order = ["Reproduce it:", "Expected:", "Component:", "Public on"].map((part) =>
      body.indexOf(part),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test.each([
    [{ kind: "none" } as const, "The finder states that there is none."],
    [{ kind: "unknown" } as const, "Unknown: the report came without one."],
    [{ kind: "file", name: "poc.bin", sha256: "0", size: 412 } as const, "poc.bin (412 bytes)"],
  ])("says so where the reproducer is %j", (reproducer, says) => {
    expect(renderOwnerReport({ ...report, reproducer }).body).toContain(says);
  });

  test("keeps to its length whatever came in, with the link, the date and the contact always there", () => {
    const text = fc.option(fc.lorem({ maxCount: 400 }));
    fc.assert(
      fc.property(
        text,
        text,
        fc.lorem({ maxCount: 500 }),
        fc.lorem({ maxCount: 60 }),
        (expected, actual, steps, title) => {
          const long = {
            ...report,
            title,
            expected,
            actual,
            reproducer: { kind: "text", text: steps } as const,
          };
          for (const format of ["text", "markdown"] as const) {
            const rendered = renderOwnerReport(long, format);
            expect(rendered.words).toBe(wordsIn(rendered.body));
            expect(rendered.words).toBeLessThanOrEqual(REPORT_WORDS);
            expect(rendered.body).toContain("https://assay.example/l/abc");
            expect(rendered.body).toContain("2026-12-02");
            expect(rendered.body).toContain("R. Teal");
            expect(rendered.cut).toBe(rendered.body.includes("[…]"));
          }
        },
      ),
    );
  });

  test("in Markdown cannot break out of its fence", () => {
    const reproducer = { kind: "text", text: "a\n```\n[link](https://evil.example)" } as const;
    const { body } = renderOwnerReport({ ...report, reproducer }, "markdown");
    expect(body.match(/```/g)).toHaveLength(2);
  });
});

describe("a message", () => {
  const moves = Object.keys(MESSAGE_MOVES) as MessageMove[];

  test("goes out only by a named person", () => {
    expect(decideMessageMove("send", "draft", { at: "", by: SYSTEM })).toMatchObject({
      refusal: { code: "message/not-a-person" },
    });
    expect(decideMessageMove("send", "draft", stampAt(1))).toEqual({ ok: true, value: "queued" });
  });

  test("is sent only from the queue, into which only a person puts it", () => {
    const into = (state: string) => moves.filter((move) => MESSAGE_MOVES[move].to === state);
    expect(into("sent")).toEqual(["deliver"]);
    expect(MESSAGE_MOVES.deliver.from).toEqual(["queued"]);
    expect(into("queued").every((move) => MESSAGE_MOVES[move].byPerson)).toBe(true);
  });

  test("moves by the table and not otherwise", () => {
    for (const move of moves)
      for (const state of MESSAGE_STATES) {
        const from: readonly string[] = MESSAGE_MOVES[move].from;
        expect(decideMessageMove(move, state, stampAt(1)).ok).toBe(from.includes(state));
      }
  });
});
