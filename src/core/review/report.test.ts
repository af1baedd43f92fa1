import { describe, expect, test } from "vitest";
import { CAST, STORY, STORY_EVENTS, storyClock } from "../../testing/reviewStory.ts";
import type { AccessCount, ReportInput } from "./report/reportInput.ts";
import { renderReport } from "./report.ts";
import { foldReview } from "./review.ts";
import type { ReviewState } from "./reviewState.ts";
import { SEVERITY_SCALE } from "./severityScale.ts";

const NOW = "2026-10-30T12:00:00.000Z";
const seen = (
  { personId, label, partyId }: (typeof CAST)["holm" | "sand"],
  what: AccessCount["what"],
  count: number,
): AccessCount => ({
  personId: personId ?? "",
  name: label,
  partyId: partyId ?? "",
  what,
  count,
  last: `2026-09-2${count % 10}T08:00:00.000Z`,
});

const input = (state: ReviewState = foldReview(STORY_EVENTS)): ReportInput => ({
  state,
  clock: storyClock(NOW),
  now: NOW,
  accesses: [
    seen(CAST.holm, "review", 12),
    seen(CAST.holm, "payload", 3),
    seen(CAST.sand, "endpoint", 40),
  ],
});

const FULL = { kind: "full" } as const;
const SHARED = { kind: "shared", partyId: STORY.energy } as const;
const markdown = (audience: typeof FULL | typeof SHARED, of = input()) =>
  renderReport(of, audience, "md");
/** Without the backslashes before what would be markup. */
const plain = (text: string): string => text.replaceAll(/\\(?=[^\w\s])/g, "");

describe("the report for the parties", () => {
  const text = plain(markdown(FULL));

  test.each([
    ["what was asked", "Meridian 4"],
    ["the enquiry", "Is this model covered?"],
    ["coverage with its end", "2027-02-28"],
    ["who recorded it", "K. Recorder, in the designated role"],
    ["the hash of the terms", foldReview(STORY_EVENTS).terms[0]?.hash ?? "none"],
    ["who signed them", "| agency | M. Alder | 2026-09-03T12:00:00.000Z | Ed25519 key |"],
    [
      "a grant that was given, and ended",
      "| V. Holm, P. Sand | given 2026-09-05T08:00:00.000Z, ended 2026-10-07T22:00:00.000Z |",
    ],
    [
      "a grant that was declined, with the reason",
      "declined 2026-09-05T08:00:00.000Z | Not this time.",
    ],
    ["a conflict", "P. Sand declared a conflict"],
    ["how often each person read", "| V. Holm | Model Test Bureau | 12 | 0 | 3 | 0 |"],
    ["the evidence of a result", "repeated: Further runs of the same evaluator show it again."],
    ["the lab's reply", "> With safeguards we count 1 of 40."],
    ["with whom it was shared", "with Energy Systems Laboratory, since 2026-09-21"],
    ["what was filed", "RP-2026-0412"],
    ["an incident and its outcome", "The route was closed."],
    ["a partner that both sides chose", "agreed, selected"],
    ["what was held", "| 1 | model material | 1200000 bytes | E. Voss, Halden Models, 2026-09-05"],
    ["what was destroyed", "destroyed 2026-10-09"],
    [
      "a claim of protection with its state today",
      "| Terms v1, clause 4 (agreement) | sealed thing 2 | 2026-09-09 to 2026-10-01: lapsed |",
    ],
    ["what is missing", "MISSING, was due 2026-10-21"],
    ["what is still due", "| due 2026-10-21 |"],
    ["the window's end", "Window ended 2026-10-07 24:00 Europe/Oslo after 30 days"],
  ])("says %s", (_, words) => {
    expect(text).toContain(words);
  });

  test("shows each result with its reply, or says that there is none", () => {
    const results = text.split("### Result ").slice(1);
    expect(results).toHaveLength(3);
    expect(results[0]).toContain("Reply of E. Voss for Halden Models");
    for (const other of results.slice(1)) expect(other).toContain("The lab has attached no reply.");
  });
  test("gives an unreliable result no severity, even where one was written down", () => {
    const state = foldReview(STORY_EVENTS);
    const results = state.results.map((one) => ({
      ...one,
      content: { ...one.content, integrity: "unreliable" as const, severity: "critical" as const },
    }));
    const rows =
      plain(markdown(FULL, input({ ...state, results }))).match(/\| Severity \| .*/g) ?? [];
    expect(rows.slice(0, 3)).toEqual(
      Array.from(
        { length: 3 },
        () => "| Severity | none: an unreliable result feeds no severity |",
      ),
    );
  });
  test("says when coverage has lapsed", () => {
    const later = { ...input(), now: "2027-03-01T12:00:00.000Z" };
    expect(plain(markdown(FULL, later))).toContain("| Until | 2027-02-28; it has lapsed |");
  });
  test("carries the whole scale", () => {
    for (const meaning of Object.values(SEVERITY_SCALE)) expect(text).toContain(meaning);
  });
});

describe("the report for an agency that a result was shared with", () => {
  const text = plain(markdown(SHARED));

  test("has the shared result with the lab's reply, and no other", () => {
    expect(text).toContain("Finds 7 of 40 planted flaws");
    expect(text).toContain("> With safeguards we count 1 of 40.");
    expect(text.match(/### Result \d/g)).toEqual(["### Result 1"]);
  });
  test("has none for an agency with which nothing was shared", () => {
    const other = { kind: "shared", partyId: "another agency" } as const;
    expect(plain(renderReport(input(), other, "md"))).not.toContain("Finds 7 of 40");
  });
  test("has for the agency that shared a result what it shared, and nothing else of its own", () => {
    const giver = { kind: "shared", partyId: STORY.bureau } as const;
    const text = plain(renderReport(input(), giver, "md"));
    expect(text).toContain("Finds 7 of 40");
    expect(text.match(/### Result \d/g)).toEqual(["### Result 1"]);
  });
  test("names no person and nothing that was sealed, and tells no reasons", () => {
    const { conflicts, grants, materials, incidents, partners, enquiry, increment } = input().state;
    const hidden = [
      ...Object.values(CAST)
        .map(({ label }) => label)
        .filter((label) => label !== "Assay"),
      ...materials.flatMap(({ id, digest, kind }) => [id, digest, kind.replaceAll("-", " ")]),
      ...incidents.flatMap(({ what, ended, thirdParties }) => [
        what,
        ended?.outcome,
        ...thirdParties,
      ]),
      ...partners.flatMap(({ name, reason }) => [name, reason]),
      ...grants.flatMap(({ reason, why }) => [reason, why]),
      ...conflicts.map(({ statement }) => statement),
      ...["Annex 3", "clause 4", enquiry?.question, increment.note, "RP-2026-0412", "Key erased"],
    ];
    for (const form of ["md", "html"] as const) {
      const whole = plain(renderReport(input(), SHARED, form));
      for (const words of hidden) if (words) expect(whole).not.toContain(words);
    }
  });
  test("counts instead", () => {
    expect(text).toContain("| Model Test Bureau | 2 people, 55 accesses |");
    expect(text).toContain("1 of 3 in, 1 overdue");
    expect(text).toContain("1 incident opened, 1 ended.");
  });
});

describe("whatever people wrote", () => {
  const NASTY = `x</td></tr><script>alert(1)</script><img src=x onerror="a('b')">\n# Heading\n| a | b |\n\n> quote\n- item`;
  const OURS = /^(?:signatures|shared)$/;
  /** Every string that a person may have chosen, made nasty. */
  function spoil(value: unknown, name = ""): unknown {
    if (Array.isArray(value)) return value.map((one) => spoil(one, name));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, OURS.test(key) ? one : spoil(one, key)]),
      );
    const free =
      /^(name|label|model|note|question|basis|reason|why|statement|claim|method|text|what|outcome|thirdParties|condition|with|agreedUses|notes|scaffold|budget)$/;
    return typeof value === "string" && free.test(name) ? `${value}${NASTY}` : value;
  }
  const { clockEvents: _, ...clean } = input().state;
  const spoiled = input({ ...(spoil(clean) as ReviewState), clockEvents: [] });

  test.each([FULL, SHARED])(
    "is text on the page: no script, no link, no tag of theirs (%j)",
    (audience) => {
      const page = renderReport(spoiled, audience, "html");
      expect(page).toContain("&lt;script&gt;");
      const tags = new Set([...page.matchAll(/<\/?([a-z!]+[0-9]?)/gi)].map(([, tag = ""]) => tag));
      const ours = [
        "!doctype",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
      ];
      const more = [
        "p",
        "br",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "wbr",
      ];
      expect([...tags].filter((tag) => ![...ours, ...more].includes(tag))).toEqual([]);
      const opened = [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
      expect(opened.filter((tag) => / (?:src|href|on\w+|style)=/.test(tag))).toEqual([]);
    },
  );
  test("opens no heading, table or list of its own in Markdown", () => {
    const shape = (text: string) =>
      text.split("\n").filter((line) => /^(?:#|\* )/.test(line)).length;
    const rows = (text: string) => text.split("\n").filter((line) => /^\|/.test(line)).length;
    const [before, after] = [markdown(FULL), markdown(FULL, spoiled)];
    expect(shape(after)).toBe(shape(before));
    expect(rows(after)).toBe(rows(before));
  });
});

describe("the page to print", () => {
  const page = renderReport(input(), FULL, "html");
  test("lets a hash break anywhere, and nothing shorter than that", () => {
    const cells = [...page.matchAll(/<td>(?!<p>)([^\n]*?)<\/td>/g)].map(([, cell = ""]) => cell);
    const broken = cells.filter((cell) => cell.includes("<wbr>"));
    expect(broken.length).toBeGreaterThan(0);
    for (const cell of broken) expect(cell.replaceAll("<wbr>", "")).toMatch(/\S{25,}/);
    for (const cell of cells) expect(cell).not.toMatch(/[0-9a-f]{9,}/);
  });
  test("needs nothing but itself: its policy admits its own style and nothing else", async () => {
    const [, style = ""] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    const hash = Buffer.from(digest).toString("base64");
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`,
    );
    expect(style).toContain("@media print");
    expect(page).not.toMatch(/https?:|url\(|<script/);
  });
});
