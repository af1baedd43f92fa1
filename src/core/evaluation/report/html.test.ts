import { describe, expect, test } from "vitest";
import { toIdentity } from "../identity.ts";
import { toHtml } from "./html.ts";
import type { Report } from "./report.ts";

const id = toIdentity("x", 1);
const rate = (share: number | null, n: number) => ({
  rate: share,
  yes: Math.round((share ?? 0) * n),
  n,
  excluded: share === null ? [{ reason: "unscored" as const, n: 3 }] : [],
  interval: { lower: 0.2, upper: 0.7, confidence: 0.95, method: "Wilson score" as const },
  judges: [id],
  conflicts: 0,
});
const REPORT: Report = {
  format: "assay-report/1",
  run: id,
  judge: id,
  name: `<script>alert("1")</script>`,
  behaviour: { name: "A & B", description: "", context: "it's `so`" },
  target: null,
  testSet: id,
  cases: 10,
  repetitions: 1,
  trials: { total: 10, run: 10, judged: 10 },
  confidence: 0.95,
  metrics: ["policy_violation"],
  figures: [
    { dimension: "policy_violation", stance: null, category: null, rate: rate(0.4, 10) },
    { dimension: "policy_violation", stance: null, category: "<b>", rate: rate(null, 0) },
  ],
  exclusions: [],
  integrity: {
    evidenceMissing: 0,
    evidenceTruncated: 0,
    brokenOff: 0,
    testerFaults: 0,
    harnessFaults: 0,
    conflicts: 0,
    citations: 0,
    unresolvedCitations: 0,
  },
  unscored: [],
  calibrated: true,
};

describe("a report as a page", () => {
  const page = toHtml(REPORT);

  test("shows each rate with n, its interval and the level, and as a figure that says the same", () => {
    expect(page).toContain(
      "<b>40.0 %</b><span>policy_violation: 4 of 10, 95 % interval 20.0 % to 70.0 %",
    );
    expect(page).toContain('aria-label="40.0 %, 95 % interval 20.0 % to 70.0 %"');
    expect(page).toContain('<line x1="20.00%" x2="70.00%" y1="10" y2="10"/>');
    expect(page).toContain('cx="40.00%"');
  });

  test("shows what nobody counted as unknown, and never as 0", () => {
    expect(page).toContain('<td class="rate unknown">unknown</td>');
    expect(page).toContain('aria-label="nothing counted"');
    expect(page).toContain("3 unscored");
  });

  test("holds no script and nothing from elsewhere, whatever names say", () => {
    expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(page).not.toMatch(/<script|src=|href=|https?:|@import|url\(/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain("policy_violation: &lt;b&gt;");
    expect(page).toContain("A &amp; B, in it&#39;s `so`");
  });
});
