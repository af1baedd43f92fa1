import { describe, expect, test } from "vitest";
import type { Advisory } from "./advisory.ts";
import { exampleAdvisory } from "./exampleAdvisory.ts";
import { planPublication } from "./publication.ts";
import { renderAdvisory } from "./renderAdvisory.ts";
import {
  type AdvisoryDraft,
  decideFirstVersion,
  decideNextVersion,
  decideWithdrawal,
  draftOf,
} from "./revise.ts";

const draft: AdvisoryDraft = draftOf(exampleAdvisory);
const first = decideFirstVersion(draft, {
  date: "2026-09-15T06:00:00Z",
  summary: "First release.",
});
const nextOf = (advisory: Advisory, change: Partial<AdvisoryDraft> = {}) => {
  const next = decideNextVersion(
    advisory,
    { ...draft, ...change },
    { date: "2026-09-22T06:00:00Z", summary: "5.4.1 is out." },
  );
  if (!next.ok) throw new Error(next.refusal.detail);
  return next.value;
};
const second = nextOf(first, { title: "tide-proxy: second title" });

const plan = (...advisories: Advisory[]) =>
  planPublication({
    site: {
      name: "Lakeside Coordination",
      namespace: "https://advisories.lakeside.example",
      contact: "desk@lakeside.example",
      nav: [],
      foot: [],
    },
    keys: { openpgp: { fingerprint: "A".repeat(40), armored: "-----BEGIN" }, minisign: "RW" },
    figures: null,
    versions: advisories.map((advisory) => ({ advisory, renderings: renderAdvisory(advisory) })),
    at: "2026-09-22T09:40:00Z",
  });

const fileOf = (files: ReturnType<typeof plan>, path: string) =>
  files.find((one) => one.path === path);
const textOf = (files: ReturnType<typeof plan>, path: string) => fileOf(files, path)?.text ?? "";

describe("the public tree", () => {
  test("holds the current version at steady addresses and every version at its own", () => {
    expect(plan(first, second).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "/.well-known/csaf/provider-metadata.json",
        "/.well-known/security.txt",
        "/csaf/white/2026/as-2026-0187.json",
        "/csaf/white/changes.csv",
        "/csaf/white/index.txt",
        "/csaf/feed-tlp-white.json",
        "/osv/AS-2026-0187.json",
        "/cve/CVE-2026-31187.json",
        "/openvex/AS-2026-0187.json",
        "/advisories/AS-2026-0187.html",
        "/advisories/AS-2026-0187.md",
        "/advisories/AS-2026-0187.txt",
        "/advisories/AS-2026-0187/v1/as-2026-0187.json",
        "/advisories/AS-2026-0187/v2/osv.json",
        "/advisories/feed.atom",
        "/index.html",
      ]),
    );
  });

  test("has no path twice, and what is pinned is immutable", () => {
    const files = plan(first, second);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    expect(
      files.filter(({ path }) => /\/v\d+\//.test(path)).every(({ immutable }) => immutable),
    ).toBe(true);
    expect(
      files.filter(({ immutable }) => immutable).every(({ path }) => /\/v\d+\//.test(path)),
    ).toBe(true);
  });

  test("a new version changes what is current and leaves the older one as it was", () => {
    const before = plan(first);
    const after = plan(first, second);
    const pinned = before.filter(({ immutable }) => immutable);
    expect(after).toEqual(expect.arrayContaining(pinned));
    expect(textOf(after, "/advisories/AS-2026-0187.txt")).toContain("second title");
    expect(
      JSON.parse(textOf(after, "/csaf/white/2026/as-2026-0187.json")).document.tracking,
    ).toMatchObject({
      version: "2",
      initial_release_date: "2026-09-15T06:00:00Z",
      current_release_date: "2026-09-22T06:00:00Z",
      revision_history: [{ number: "1" }, { number: "2", summary: "5.4.1 is out." }],
    });
    expect(textOf(after, "/csaf/white/changes.csv")).toBe(
      '"2026/as-2026-0187.json","2026-09-22T06:00:00Z"\n',
    );
    expect(textOf(after, "/advisories/feed.atom")).toContain(
      "<updated>2026-09-22T06:00:00Z</updated>",
    );
  });

  test("a withdrawn advisory says so everywhere, and its CVE record goes", () => {
    const withdrawn = decideWithdrawal(second, {
      date: "2026-10-01T06:00:00Z",
      reason: "Not a flaw.",
    });
    if (!withdrawn.ok) throw new Error(withdrawn.refusal.detail);
    const files = plan(first, second, withdrawn.value);
    expect(fileOf(files, "/cve/CVE-2026-31187.json")).toBeUndefined();
    expect(fileOf(files, "/advisories/AS-2026-0187/v2/cve.json")).toBeDefined();
    expect(JSON.parse(textOf(files, "/osv/AS-2026-0187.json"))).toMatchObject({
      withdrawn: "2026-10-01T06:00:00Z",
      modified: "2026-10-01T06:00:00Z",
    });
    expect(textOf(files, "/advisories/feed.atom")).toContain("<title>Withdrawn: tide-proxy");
    expect(textOf(files, "/advisories/AS-2026-0187.html")).toContain("<b>Withdrawn.</b>");
    expect(textOf(files, "/csaf/white/2026/as-2026-0187.json")).toContain("Withdrawn: Not a flaw.");
  });

  test.each(["GREEN", "AMBER", "AMBER+STRICT", "RED"] as const)(
    "nothing under TLP:%s leaves a trace",
    (tlp) => {
      const hidden = decideFirstVersion(
        { ...draft, id: "AS-2026-0999", title: "quiet-module: not for everyone", tlp },
        { date: "2026-09-20T06:00:00Z", summary: "First release." },
      );
      expect(plan(first, hidden)).toEqual(plan(first));
    },
  );

  test("the CSAF files, and only they, ask for an OpenPGP signature; pages for none", () => {
    const seals = plan(second).map(({ path, seal }) => [path, seal] as const);
    for (const [path, seal] of seals) {
      if (path.includes("as-2026-0187.json")) expect([path, seal]).toEqual([path, "csaf"]);
      else if (path.endsWith(".html")) expect([path, seal]).toEqual([path, null]);
    }
    expect(seals.filter(([, seal]) => seal === "csaf")).toHaveLength(2);
  });

  test("the security.txt expires within a year and changes once a month", () => {
    expect(textOf(plan(), "/.well-known/security.txt")).toContain(
      "Expires: 2027-08-01T00:00:00.000Z",
    );
  });
});

describe("versions", () => {
  test("a draft cannot take another advisory's place, go back in time or follow a withdrawal", () => {
    const revision = { date: "2026-09-22T06:00:00Z", summary: "x" };
    expect(decideNextVersion(first, { ...draft, id: "AS-2026-0001" }, revision)).toMatchObject({
      refusal: { code: "advisory/other-id" },
    });
    expect(
      decideNextVersion(second, draft, { ...revision, date: "2026-09-21T00:00:00Z" }),
    ).toMatchObject({
      refusal: { code: "advisory/earlier" },
    });
    const withdrawn = decideWithdrawal(second, {
      date: "2026-10-01T06:00:00Z",
      reason: "Not a flaw.",
    });
    if (!withdrawn.ok) throw new Error(withdrawn.refusal.detail);
    expect(
      decideNextVersion(withdrawn.value, draft, { ...revision, date: "2026-10-02T00:00:00Z" }),
    ).toMatchObject({
      refusal: { code: "advisory/withdrawn" },
    });
  });
});
