import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generateFindings } from "../../../../bench/findings.ts";
import { blankFinding } from "../../formats/blankFinding.ts";
import { readBundle } from "../../formats/bundle.ts";
import type { Finding } from "../finding.ts";
import { type CandidateFeatures, decideMatch } from "./decideMatch.ts";
import { normalComponent, normalFunction, normalPath, toMatchRecord } from "./features.ts";
import type { SignalName } from "./signal.ts";

const prose = (seed: string) =>
  Array.from(
    { length: 120 },
    (_, i) => `${seed}${"abcdefgh"[i % 8]}${"klmnopqrst"[i % 10]}${"uvwxyz"[i % 6]}`,
  ).join(" ");
const finding: Finding = {
  ...blankFinding("Out-of-bounds write in hb_index_read", ""),
  component: "pkg:generic/libharbor",
  version: "3.2.1",
  weakness: "CWE-787",
  description: prose("harbor"),
  locations: [{ file: "src/index.c", line: 213, function: "hb_index_read" }],
};
const crash = {
  tool: "asan",
  type: "Heap-buffer-overflow",
  access: "WRITE 8",
  address: "0x602000000014",
  frames: ["hb_index_read", "hb_open", "main"],
  state: ["hb_index_read", "hb_open", "main"],
};
const withTrace: Finding = { ...finding, signature: crash };
const other = (change: Partial<Finding>): Finding => ({ ...finding, ...change });
const at = (
  file: string | null,
  name: string | null,
  line: number | null = 213,
): Finding["locations"] => [{ file, line, function: name }];

const candidate = (from: Finding, isOpen = true, caseId = "c"): CandidateFeatures => ({
  ...toMatchRecord(from).features,
  caseId,
  isOpen,
});
const match = (one: Finding, ...known: CandidateFeatures[]) =>
  decideMatch(toMatchRecord(one).features, known);

describe("what is certainly the same flaw", () => {
  test.each<[string, Finding, Finding]>([
    ["the same words of the same place", finding, finding],
    [
      "a crash of the same frames, told in other words, lines apart",
      withTrace,
      {
        ...withTrace,
        description: prose("other"),
        version: "3.2.0",
        locations: at("/src/harbor/src/index.c", "hb_index_read", 191),
      },
    ],
    [
      "the same place and much the same words, in another version",
      finding,
      other({
        version: "3.1.0",
        locations: at("src/index.c", "hb_index_read", 190),
        description: `${finding.description} and some more`,
      }),
    ],
    [
      "two records of one CVE",
      other({ locations: [], aliases: ["CVE-2026-1000"] }),
      other({
        locations: [],
        component: null,
        weakness: "CWE-122",
        description: prose("nvd"),
        aliases: ["CVE-2026-1000", "GHSA-aaaa-bbbb-cccc"],
      }),
    ],
  ])("%s: same", (_, one, there) => {
    expect(match(one, candidate(there))).toMatchObject({ match: "same", caseId: "c" });
    expect(match(there, candidate(one))).toMatchObject({ match: "same", caseId: "c" });
  });
});

describe("what a person must look at", () => {
  test.each<[string, Finding, SignalName]>([
    ["the same function, another weakness", other({ weakness: "CWE-125" }), "weakness"],
    [
      "the same file and words, another function",
      other({ locations: at("src/index.c", "hb_index_write", 213) }),
      "function",
    ],
    [
      "the same place, another line of one version",
      other({ locations: at("src/index.c", "hb_index_read", 300) }),
      "line",
    ],
    [
      "another crash in the same place",
      {
        ...withTrace,
        signature: { ...crash, frames: [], state: ["Check failed: n < size", "hb_free"] },
      },
      "crash",
    ],
    ["another CVE for the same words", other({ aliases: ["CVE-2026-2000"] }), "public id"],
  ])("%s: proposed, and the signal says so", (_, there, disagrees) => {
    const known = { ...withTrace, aliases: ["CVE-2026-1000"] };
    const answer = match(known, candidate(there));
    expect(answer.match).toBe("proposed");
    if (answer.match !== "proposed") return;
    const signal = answer.candidates[0]?.signals.find(({ name }) => name === disagrees);
    expect(signal).toMatchObject({ verdict: "disagrees" });
    expect(signal?.here).not.toBe(signal?.there);
  });

  test("a report that names a CVE id beside its own place, in other words", () => {
    const mention = other({ description: prose("incomplete"), aliases: ["CVE-2026-1000"] });
    expect(
      match(mention, candidate(other({ aliases: ["CVE-2026-1000"], weakness: null }))).match,
    ).toBe("proposed");
  });

  test("what is unknown on one side is said to be unknown", () => {
    const answer = match(other({ weakness: null, locations: [] }), candidate(finding));
    if (answer.match !== "proposed") throw new Error(answer.match);
    const unknown = answer.candidates[0]?.signals.filter(({ verdict }) => verdict === "unknown");
    expect(unknown?.map(({ name }) => name)).toEqual([
      "weakness",
      "file",
      "function",
      "line",
      "crash",
      "public id",
    ]);
  });

  test("at most five cases, the likeliest first, each once", () => {
    const known = Array.from({ length: 9 }, (_, i) =>
      candidate(
        other({
          weakness: i < 3 ? "CWE-125" : "CWE-190",
          component: i < 3 ? finding.component : null,
        }),
        true,
        `c${i % 8}`,
      ),
    );
    const answer = match(finding, ...known);
    if (answer.match !== "proposed") throw new Error(answer.match);
    const scores = answer.candidates.map(({ score }) => score);
    expect(answer.candidates).toHaveLength(5);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(new Set(answer.candidates.map(({ caseId }) => caseId)).size).toBe(5);
  });
});

describe("what is another flaw", () => {
  test("the same shape in another file is a sibling: new, and offered for a link", () => {
    const there = other({ locations: at("src/attic/table.c", "hb_index_read") });
    expect(match(finding, candidate(there))).toMatchObject({
      match: "new",
      siblings: [{ caseId: "c" }],
    });
  });
  test("the same crash after a fix is new", () => {
    const there = { ...withTrace, description: prose("older") };
    expect(match(withTrace, candidate(there, false))).toMatchObject({ match: "new" });
  });
  test("no candidate at all", () => {
    expect(match(finding)).toEqual({ match: "new", siblings: [] });
  });
  test("into a fixed or closed case nothing goes by itself, whatever agrees", () => {
    const known = { ...withTrace, aliases: ["CVE-2026-1000"] };
    expect(match(known, candidate(known, false)).match).toBe("proposed");
    expect(
      match(known, candidate(known, false, "fixed"), candidate(known, true, "open")),
    ).toMatchObject({
      match: "same",
      caseId: "open",
    });
  });
});

describe("the record that is stored", () => {
  const generated = [...generateFindings(7, 150)].flatMap((bundle) => {
    const read = readBundle(bundle, new Map());
    return read.ok ? [read.finding] : [];
  });

  test("shares a number with every finding that matching calls the same, and equal keys are the same", () => {
    const variant = fc.constantFrom<Partial<Finding>>(
      {},
      { version: "9.9.9" },
      { title: "Told by somebody else" },
      { foundBy: { party: "x", model: null, modelVersion: null, harness: null } },
      { weakness: null },
      { trace: null, signature: null },
    );
    fc.assert(
      fc.property(fc.nat({ max: generated.length - 1 }), variant, (n, change) => {
        const one = generated[n] as Finding;
        const [a, b] = [toMatchRecord(one), toMatchRecord({ ...one, ...change })];
        const answer = decideMatch(b.features, [{ ...a.features, caseId: "c", isOpen: true }]);
        if (answer.match === "same")
          expect(a.bands.some((band) => b.bands.includes(band))).toBe(true);
        if (a.key !== null && a.key === b.key) expect(answer.match).toBe("same");
      }),
      { numRuns: 150 },
    );
  });

  test("never calls two of the bench's findings the same, near misses among them", () => {
    const records = generated.map(toMatchRecord);
    const near = (i: number) =>
      records.flatMap(({ features, bands }, j) =>
        j !== i && bands.some((band) => records[i]?.bands.includes(band))
          ? [{ ...features, caseId: `${j}`, isOpen: true }]
          : [],
      );
    const answers = records.map(({ features }, i) => decideMatch(features, near(i)).match);
    expect(answers).not.toContain("same");
    expect(answers).toContain("proposed");
  });

  test("is plain JSON", () => {
    for (const one of generated) {
      const record = toMatchRecord(one);
      expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    }
  });
});

describe("names are compared without what builds and tools add", () => {
  test.each([
    ["src\\Index.c", "src/index.c"],
    ["./src/./a/../index.c", "src/index.c"],
    ["/src/harbor/src/index.c", "src/index.c"],
    ["C:\\build\\index.c", "index.c"],
    ["file:///home/me/x.py", "x.py"],
    ["", ""],
  ])("path %s", (path, normal) => {
    expect(normalPath(path)).toBe(normal);
  });
  test.each([
    ["hb::Index<int>::read(char const*, int)", "read"],
    ["net.example.Parser.parse", "parse"],
    ["operator()", "operator"],
    ["pkg/server.(*Conn).serve", "serve"],
    ["main", "main"],
  ])("function %s", (name, normal) => {
    expect(normalFunction(name)).toBe(normal);
  });
  test.each([
    ["pkg:npm/%40scope/Name@1.2.3?x=y#z", "pkg:npm/@scope/name"],
    ["pkg:npm/@scope/name@1.2.3", "pkg:npm/@scope/name"],
    ["pkg:Maven/org.x/y@1", "pkg:maven/org.x/y"],
  ])("component %s", (purl, normal) => {
    expect(normalComponent(purl)).toBe(normal);
  });
});
