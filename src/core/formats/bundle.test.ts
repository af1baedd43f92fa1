import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuMs } from "../../testing/cpuTime.ts";
import { ASAN, BUNDLE } from "../../testing/reportSamples.ts";
import { readBatchLine } from "./batchLine.ts";
import { findingJsonSchema } from "./findingBundle.ts";
import { readReport } from "./report.ts";

const line = (value: unknown, number = 1) => readBatchLine(JSON.stringify(value), number);
function findingOf(value: unknown) {
  const read = line(value);
  const [finding] = read.ok ? read.findings : [];
  if (finding === undefined) throw new Error(JSON.stringify(read));
  return finding;
}
function problemsOf(value: unknown): string[] {
  const read = line(value);
  return read.ok ? [] : read.problems.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

describe("a finding bundle", () => {
  test("needs a title only; all else is unknown and said so", () => {
    expect(findingOf({ title: " A flaw " })).toEqual({
      title: "A flaw",
      component: null,
      alsoAffects: [],
      version: null,
      commit: null,
      weakness: null,
      description: "",
      locations: [],
      trace: null,
      signature: null,
      reproducer: { kind: "unknown" },
      expected: null,
      actual: null,
      boundary: null,
      severity: [],
      foundBy: { party: null, model: null, modelVersion: null, harness: null },
      humanCheck: null,
      duplicateSearch: null,
      aliases: [],
      pointer: "",
    });
  });

  test("may say null for what is not known", () => {
    const bare = findingOf({ title: "a" });
    const nulls = Object.fromEntries(Object.keys(BUNDLE).map((key) => [key, null]));
    expect(findingOf({ ...nulls, title: "a" })).toEqual(bare);
  });

  test("names its component by a purl, whose version counts where no other is given", () => {
    expect(findingOf(BUNDLE)).toMatchObject({
      component: "pkg:github/example-labs/chunkbox",
      version: "1.4.2",
    });
    expect(findingOf({ ...BUNDLE, version: "1.4.3" }).version).toBe("1.4.3");
    expect(findingOf({ title: "a", component: "pkg:PyPI/Un_Box?x=y#sub" }).component).toBe(
      "pkg:pypi/un-box",
    );
    expect(findingOf({ title: "a", component: "pkg:cran/stats" }).component).toBe("pkg:cran/stats");
  });

  test("says that there is no reproducer by the word none", () => {
    expect(findingOf({ title: "a", reproducer: "None." }).reproducer).toEqual({ kind: "none" });
    expect(
      findingOf({ title: "a", reproducer: "none of the tests shows it" }).reproducer.kind,
    ).toBe("text");
  });

  test("answers yes and no as truth values too", () => {
    const finding = findingOf({ title: "a", humanCheck: false, duplicateSearch: true });
    expect([finding.humanCheck, finding.duplicateSearch]).toEqual(["no", "yes"]);
  });

  test("brings the signature of its trace", () => {
    expect(findingOf({ title: "a", trace: ASAN }).signature).toMatchObject({
      tool: "asan",
      type: "Heap-buffer-overflow",
      access: "WRITE 4",
      state: ["chunkbox::read_chunk", "open_box", "box_fuzzer.cc"],
    });
    expect(findingOf({ title: "a", trace: "it just stopped" }).signature).toBeNull();
  });

  test("lists the public ids that its words name", () => {
    const text = "like cve-2026-1234 and GHSA-XGHM-XGHM-2345, CVE-2026-1234 again";
    expect(findingOf({ title: "a", description: text }).aliases).toEqual([
      "CVE-2026-1234",
      "GHSA-xghm-xghm-2345",
    ]);
  });
});

describe("a key that no finding has", () => {
  test.each([
    ["weekness", "weakness"],
    ["found_by", "foundBy"],
    ["purl", "component"],
    ["cvss", "severity"],
    ["stack-trace", "trace"],
  ])("%s is taken for %s", (written, meant) => {
    const read = line({ title: "a", [written]: null });
    expect(read.ok || read.problems).toMatchObject([
      {
        rule: "finding/unknown-key",
        pointer: `/${written}`,
        message: expect.stringContaining(`"${meant}"`),
      },
    ]);
  });

  test("is told with the known ones when it is like none of them", () => {
    const read = line({ title: "a", zzzzzzzz: 1 });
    expect(read.ok || read.problems[0]?.message).toContain("duplicateSearch");
  });

  test("is the sender's own when it begins with x-, at the top only", () => {
    expect(problemsOf({ title: "a", "x-run": { id: 7 } })).toEqual([]);
    expect(problemsOf({ title: "a", foundBy: { "x-run": 7 } })).toEqual([
      "finding/unknown-key /foundBy/x-run",
    ]);
  });
});

test("an object that poses as text is refused, not thrown over", () => {
  const posing = { length: { toString: 1 } };
  expect(problemsOf({ title: posing })).toEqual(["finding/type /title"]);
  expect(problemsOf({ title: "a", locations: [{ file: posing }] })).toEqual([
    "finding/type /locations/0/file",
  ]);
  expect(problemsOf({ title: "a", severity: posing })).toEqual(["finding/type /severity"]);
  expect(problemsOf({ title: "a", "x-own": posing })).toEqual([]);
});

test("faults of a line are told by its number in the batch", () => {
  const cut = readBatchLine('{"title":"a"', 17);
  expect(cut.ok || cut.problems).toMatchObject([
    {
      rule: "json/syntax",
      pointer: "/line/17/column/13",
      message: expect.stringMatching(/^Line 17, column 13:/),
    },
  ]);
  expect(problemsOf({ title: "" })).toEqual(["finding/too-small /title"]);
});

/** Bundles and things that nearly are. */
const pieces = fc.record(
  {
    title: fc.oneof(fc.string({ maxLength: 600 }), fc.constant(7)),
    component: fc.oneof(fc.constantFrom("pkg:npm/a@1", "npm/a", null), fc.string()),
    version: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
    weakness: fc.constantFrom("CWE-79", "cwe-1", "CWE-0", "XSS", null),
    locations: fc.oneof(
      fc.array(
        fc.record(
          { file: fc.string(), line: fc.integer({ min: -1, max: 9 }), function: fc.string() },
          { requiredKeys: [] },
        ),
      ),
      fc.constant("a.c:1"),
    ),
    reproducer: fc.oneof(fc.string(), fc.constant(["a"])),
    severity: fc.constantFrom(BUNDLE.severity, [], ["high"], "CVSS:3.1/AV:N"),
    foundBy: fc.record(
      { party: fc.string(), model: fc.constantFrom("m", 1, null) },
      { requiredKeys: [] },
    ),
    humanCheck: fc.oneof(fc.boolean(), fc.string(), fc.integer()),
    "x-own": fc.jsonValue(),
    other: fc.string(),
  },
  { requiredKeys: [] },
);

test("the published JSON Schema takes all that the reader takes", () => {
  const validate = new Ajv2020({ strict: false }).compile(findingJsonSchema());
  fc.assert(
    fc.property(pieces, (bundle) => {
      const value = JSON.parse(JSON.stringify(bundle)) as unknown;
      if (line(value).ok) expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
      // What the schema cannot say: a title of spaces, a purl, a file that did not come.
      const schemaBlind = problemsOf(value).every((problem) =>
        /too-small \/title|pattern \/component|too-long \/title|surrogate|nul/.test(problem),
      );
      if (validate(value) === true) expect(schemaBlind, problemsOf(value).join()).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("a line of a batch and a file of the same bundle give the same finding", () => {
  fc.assert(
    fc.property(pieces, (bundle) => {
      const text = JSON.stringify(bundle);
      const [asLine, asFile] = [
        readBatchLine(text, 1),
        readReport(new TextEncoder().encode(text), { format: "assay" }),
      ];
      expect(asLine.ok).toBe(asFile.ok);
      if (asLine.ok && asFile.ok) expect(asLine.findings).toEqual(asFile.findings);
    }),
  );
});

test("two thousand lines of a batch take less than four tenths of a second", () => {
  const text = JSON.stringify({
    ...BUNDLE,
    trace: ASAN,
    description: "Words upon words. ".repeat(40),
  });
  const ms = cpuMs(() => {
    for (let at = 1; at <= 2_000; at += 1)
      if (!readBatchLine(text, at).ok) throw new Error("refused");
  });
  expect(ms).toBeLessThan(400);
});

test("an empty text is unknown, and the version of the purl counts in its place", () => {
  const bundle = {
    title: "a",
    component: "pkg:npm/left-pad@1.3.0",
    version: "",
    commit: " ",
    reproducer: "",
    expected: "",
    locations: [{ file: "", line: 3 }],
    foundBy: { model: "" },
    humanCheck: "",
  };
  const read = readReport(new TextEncoder().encode(JSON.stringify(bundle)));
  expect(read.ok && read.findings).toMatchObject([
    {
      version: "1.3.0",
      commit: null,
      reproducer: { kind: "unknown" },
      expected: null,
      locations: [{ file: null, line: 3 }],
      foundBy: { model: null },
      humanCheck: null,
    },
  ]);
});
