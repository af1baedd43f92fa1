import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEpss } from "./epss.ts";
import { parseKev } from "./kev.ts";

const HEAD =
  "#model_version:v2025.03.14,score_date:2026-05-18T00:00:00+0000\ncve,epss,percentile\n";
const rulesOf = (answer: {
  ok: boolean;
  problems?: readonly { rule: string; pointer: string }[];
}) => (answer.problems ?? []).map(({ rule, pointer }) => `${rule} ${pointer}`);

describe("an EPSS file", () => {
  test("gives dated rows, with the model that made them", () => {
    expect(
      parseEpss(`\uFEFF${HEAD}CVE-1999-0001,0.00460,0.73850\r\nCVE-2026-12345,1,1.00000\n`),
    ).toEqual({
      ok: true,
      model: "v2025.03.14",
      asOf: "2026-05-18",
      rows: [
        { cve: "CVE-1999-0001", score: 0.0046, percentile: 0.7385, asOf: "2026-05-18" },
        { cve: "CVE-2026-12345", score: 1, percentile: 1, asOf: "2026-05-18" },
      ],
    });
  });

  test.each([
    [
      "no comment line",
      "cve,epss,percentile\nCVE-1999-0001,0.1,0.2\n",
      ["epss/date /line/1", "epss/header /line/2"],
    ],
    [
      "no date",
      "#model_version:v1\ncve,epss,percentile\nCVE-1999-0001,0.1,0.2\n",
      ["epss/date /line/1"],
    ],
    [
      "another header",
      `${HEAD.split("\n")[0]}\ncve,score\nCVE-1999-0001,0.1\n`,
      ["epss/header /line/2"],
    ],
    ["no rows", HEAD, ["epss/empty /line/3"]],
    ["a broken id", `${HEAD}CVE-1,0.1,0.2\nCVE-1999-0001,0.1,0.2\n`, ["epss/cve /line/3"]],
    ["a score over 1", `${HEAD}CVE-1999-0001,1.1,0.2\n`, ["epss/row /line/3"]],
    ["a missing number", `${HEAD}CVE-1999-0001,0.1\n`, ["epss/row /line/3"]],
    ["not a number", `${HEAD}CVE-1999-0001,0x1,NaN\n`, ["epss/row /line/3"]],
  ])("with %s is refused whole, with the line", (_, text, rules) => {
    expect(rulesOf(parseEpss(text))).toEqual(rules);
  });

  test("cut or filled with anything never throws", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.nat({ max: 120 }), (text, cut) => {
        const answer = parseEpss(`${HEAD}CVE-1999-0001,0.1,0.2\n`.slice(0, cut) + text);
        expect(answer.ok || answer.problems.length > 0).toBe(true);
      }),
    );
  });
});

describe("a KEV catalogue", () => {
  const entry = {
    cveID: "CVE-2026-12345",
    vendorProject: "Vendor",
    dateAdded: "2026-05-18",
    dueDate: "2026-06-08",
    knownRansomwareCampaignUse: "Unknown",
  };
  const catalogue = (change: object = {}) =>
    JSON.stringify({
      title: "CISA Catalog of Known Exploited Vulnerabilities",
      catalogVersion: "2026.05.18",
      dateReleased: "2026-05-18T15:00:29.9532Z",
      count: 1,
      vulnerabilities: [entry],
      ...change,
    });

  test("gives dated rows", () => {
    expect(parseKev(catalogue())).toEqual({
      ok: true,
      version: "2026.05.18",
      asOf: "2026-05-18",
      rows: [
        {
          cve: "CVE-2026-12345",
          dateAdded: "2026-05-18",
          dueDate: "2026-06-08",
          ransomware: "Unknown",
          asOf: "2026-05-18",
        },
      ],
    });
  });

  test("may leave the due date out, as entries under BOD 26-04 do", () => {
    const { dueDate: _, ...without } = entry;
    expect(parseKev(catalogue({ vulnerabilities: [without] }))).toMatchObject({
      rows: [{ dueDate: null }],
    });
  });

  test.each([
    ["not JSON", "{", ["kev/json "]],
    ["another document", "[]", ["kev/json "]],
    ["no version", catalogue({ catalogVersion: 3 }), ["kev/version /catalogVersion"]],
    ["no date", catalogue({ dateReleased: "soon" }), ["kev/date /dateReleased"]],
    ["a wrong count", catalogue({ count: 7 }), ["kev/count /count"]],
    ["nothing in it", catalogue({ count: 0, vulnerabilities: [] }), ["kev/empty /vulnerabilities"]],
    [
      "an entry that is none",
      catalogue({ vulnerabilities: [null] }),
      ["kev/entry /vulnerabilities/0"],
    ],
    [
      "a broken id",
      catalogue({ vulnerabilities: [{ ...entry, cveID: "12345" }] }),
      ["kev/cve /vulnerabilities/0/cveID"],
    ],
    [
      "a day that is none",
      catalogue({ vulnerabilities: [{ ...entry, dateAdded: "2026-02-30" }] }),
      ["kev/date /vulnerabilities/0/dateAdded"],
    ],
  ])("with %s is refused whole, with the place", (_, text, rules) => {
    expect(rulesOf(parseKev(text))).toEqual(rules);
  });

  test("of any JSON never throws", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseKev(text).ok).toBe(false);
      }),
    );
  });
});
