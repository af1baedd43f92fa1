import fc from "fast-check";
import type { Advisory, Product } from "#core/advisory/advisory.ts";
import { baseScore } from "#core/advisory/score.ts";
import { weaknessName } from "#core/advisory/weaknessName.ts";
import { canonicalPurl, versionInPurl } from "#core/purl/purl.ts";

/*
 * Valid advisories, and not tame ones: text that looks like markup, headings, tables, vectors and version lists;
 * several revisions; every status; every kind of range; package types with their own spelling.
 */

const NASTY = [
  "<script>alert(1)</script>",
  "## Products",
  "PRODUCTS",
  "| `pkg:npm/evil` | affected |",
  "Severity: CVSS 3.1 10.0 CRITICAL CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
  "Fixed:     9.9.9",
  "```",
  "* * *",
  "](javascript:alert(1))",
  "&lt;b&gt; \"quoted\" 'single' `tick` \\ back~slash",
  "naïve Ünïcödé 漏洞 🦊",
  "-----BEGIN PGP SIGNATURE-----",
];

const word = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,11}$/) },
  { weight: 1, arbitrary: fc.constantFrom(...NASTY) },
);

const lineOf = (max: number) =>
  fc
    .array(word, { minLength: 1, maxLength: 6 })
    .map((words) => words.join(" ").slice(0, max).trim())
    .filter((text) => text !== "" && !/\p{Surrogate}/u.test(text));

const proseOf = (min: 0 | 1) =>
  fc
    .array(fc.oneof(lineOf(300), fc.constantFrom("", "", "    indented", "- item", "# Heading")), {
      minLength: min,
      maxLength: 8,
    })
    .map((lines) => lines.join("\n").trim())
    .filter((text) => min === 0 || text !== "");

const FIRST_DAY = Date.UTC(2026, 0, 1);
const moment = fc
  .integer({ min: 0, max: 400 * 86_400 })
  .map((seconds) => FIRST_DAY + seconds * 1000);
const instantOf = (time: number, precise: boolean) => {
  const text = new Date(time).toISOString();
  return precise ? text : text.replace(/\.\d{3}Z$/, "Z");
};
const instant = fc.tuple(moment, fc.boolean()).map(([time, precise]) => instantOf(time, precise));

const host = fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{2,8}){1,2}$/);
const url = fc
  .tuple(
    fc.constantFrom("http", "https"),
    host,
    fc.stringMatching(/^[a-z0-9%20()';,=&_~.-]{0,12}$/),
  )
  .map(([scheme, name, path]) => `${scheme}://${name}/${path.replaceAll(/%(?![0-9a-f]{2})/g, "")}`);

const PURLS = [
  "pkg:npm/left-pad",
  "pkg:npm/%40scope/name",
  "pkg:pypi/django",
  "pkg:cargo/tide-proxy",
  "pkg:golang/example.org/mod/v2",
  "pkg:maven/org.example/lib",
  "pkg:maven/org.example/lib?classifier=sources&type=jar",
  "pkg:nuget/Newtonsoft.Json",
  "pkg:gem/rails",
  "pkg:composer/vendor/name",
  "pkg:hex/phoenix",
  "pkg:pub/http",
  "pkg:swift/example.org/apple/nio",
  "pkg:deb/debian/curl?distro=debian-12",
  "pkg:deb/ubuntu/curl",
  "pkg:apk/alpine/curl?distro=alpine-3.20",
  "pkg:rpm/fedora/openssl?epoch=1",
  "pkg:generic/gridmeter-fw",
  "pkg:github/example/kestrel-png",
  "pkg:oci/debian",
] as const;

const semver = fc
  .tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.constantFrom("", "", "-rc.1", "+build.5"))
  .map(([a, b, c, rest]) => `${a}.${b}.${c}${rest}`);
const commit = fc.stringMatching(/^[a-f0-9]{40}$/);
const looseVersion = fc.oneof(
  semver,
  fc.constantFrom(
    "1:2.3~rc1-4+deb12u1",
    "v1.2",
    "2019 SP1",
    "r2026_07",
    "10.0.1-alpine3.20",
    "0.0.0",
  ),
  fc.stringMatching(/^[1-9][0-9]{0,2}(\.[0-9]{1,2}){0,3}$/),
);

const range = (type: "semver" | "ecosystem" | "git") => {
  const bound = type === "semver" ? semver : type === "git" ? commit : looseVersion;
  return fc
    .record({
      type: fc.constant(type),
      introduced: fc.option(bound),
      end: fc.option(fc.tuple(fc.boolean(), bound)),
    })
    .map(({ introduced, end }) => ({
      type,
      introduced,
      fixed: end?.[0] ? end[1] : null,
      lastAffected: end && !end[0] ? end[1] : null,
    }));
};
const anyRange = fc.oneof(range("semver"), range("ecosystem"), range("git"));

const rawProduct = fc.record({
  name: lineOf(60),
  vendor: lineOf(60),
  purl: fc.constantFrom(...PURLS).map((purl) => {
    const read = canonicalPurl(purl);
    return read.ok ? read.purl.toString() : purl;
  }),
  repository: url,
  status: fc.constantFrom("known_affected", "fixed", "known_not_affected", "under_investigation"),
  ranges: fc.array(anyRange, { maxLength: 3 }),
  versions: fc.array(looseVersion, { maxLength: 3 }),
  fixedVersions: fc.array(looseVersion, { maxLength: 2 }),
  justification: fc.option(
    fc.constantFrom(
      "component_not_present",
      "vulnerable_code_not_present",
      "vulnerable_code_not_in_execute_path",
      "vulnerable_code_cannot_be_controlled_by_adversary",
      "inline_mitigations_already_exist",
    ),
  ),
  impact: fc.option(proseOf(1)),
});

const ALL_VERSIONS = {
  type: "ecosystem",
  introduced: null,
  fixed: null,
  lastAffected: null,
} as const;

/** Takes out what would contradict its status or an earlier statement. */
function consistent(products: readonly Product[]): Product[] {
  const spoken = new Set<string>();
  const fresh = (purl: string, what: unknown) => {
    const key = JSON.stringify([purl, what]);
    const isNew = !spoken.has(key);
    spoken.add(key);
    return isNew;
  };
  const unique = new Map(products.map((one) => [`${one.purl} ${one.status}`, one]));
  return [...unique.values()].flatMap((one) => {
    const fitted = reasoned(scoped(one, fresh));
    const spokenOf = fitted.ranges.length + fitted.versions.length;
    return (fitted.status === "fixed" ? fitted.fixedVersions.length : spokenOf) > 0 ? [fitted] : [];
  });
}

function scoped(one: Product, fresh: (purl: string, what: unknown) => boolean): Product {
  const keeps = (version: string) =>
    versionInPurl(one.purl, version) === version && fresh(one.purl, version);
  const endsFreshly = ({ fixed }: Product["ranges"][number]) =>
    fixed === null || one.status !== "known_affected" || keeps(fixed);
  const isFixed = one.status === "fixed";
  const some = one.ranges.filter(
    (range) =>
      (range.introduced === null || range.introduced !== range.fixed) &&
      fresh(one.purl, range) &&
      endsFreshly(range),
  );
  const versions = one.versions.filter(keeps);
  const all = some.length + versions.length === 0 && fresh(one.purl, ALL_VERSIONS);
  const hasFix = isFixed || one.status === "known_affected";
  return {
    ...one,
    ranges: isFixed ? [] : all ? [ALL_VERSIONS] : some,
    versions: isFixed ? [] : versions,
    fixedVersions: hasFix ? one.fixedVersions.filter(keeps) : [],
  };
}

function reasoned(one: Product): Product {
  if (one.status !== "known_not_affected") return { ...one, justification: null, impact: null };
  return one.justification === null ? { ...one, impact: one.impact ?? "Never built in." } : one;
}

const products = fc
  .array(rawProduct, { minLength: 1, maxLength: 5 })
  .map(consistent)
  .filter((list) => list.length > 0);

const severityOf = (version: "3.1" | "4.0", vector: string) => ({
  version,
  vector,
  score: baseScore(version, vector) ?? Number.NaN,
});
const pick = (letters: string) => fc.constantFrom(...letters);
const cvss31 = fc
  .tuple(
    pick("NALP"),
    pick("LH"),
    pick("NLH"),
    pick("NR"),
    pick("UC"),
    pick("HLN"),
    pick("HLN"),
    pick("HLN"),
  )
  .map(([av, ac, pr, ui, s, c, i, a]) =>
    severityOf("3.1", `CVSS:3.1/AV:${av}/AC:${ac}/PR:${pr}/UI:${ui}/S:${s}/C:${c}/I:${i}/A:${a}`),
  );
const cvss40 = fc
  .tuple(
    pick("NALP"),
    pick("LH"),
    pick("NP"),
    pick("NLH"),
    pick("NPA"),
    pick("HLN"),
    pick("HLN"),
    pick("HLN"),
    pick("HLN"),
    pick("HLN"),
    pick("HLN"),
  )
  .map(([av, ac, at, pr, ui, vc, vi, va, sc, si, sa]) =>
    severityOf(
      "4.0",
      `CVSS:4.0/AV:${av}/AC:${ac}/AT:${at}/PR:${pr}/UI:${ui}/VC:${vc}/VI:${vi}/VA:${va}/SC:${sc}/SI:${si}/SA:${sa}`,
    ),
  );

const CATEGORIES = [
  "vendor_fix",
  "mitigation",
  "workaround",
  "none_available",
  "no_fix_planned",
] as const;

const rest = fc.record({
  id: fc
    .tuple(fc.constantFrom("AS", "DESK"), fc.integer({ min: 1, max: 99_999 }))
    .map(([prefix, number]) => `${prefix}-2026-${String(number).padStart(4, "0")}`),
  title: lineOf(200),
  summary: proseOf(1),
  details: proseOf(0),
  tlp: fc.constantFrom("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"),
  times: fc.array(fc.tuple(moment, lineOf(200)), { minLength: 1, maxLength: 4 }),
  precise: fc.boolean(),
  publisher: fc.record({
    name: lineOf(100),
    namespace: host.map((name) => `https://${name}`),
    contact: fc.constant("desk@clearinghouse.example"),
  }),
  cveId: fc.option(
    fc.record({
      id: fc.integer({ min: 1000, max: 9_999_999 }).map((number) => `CVE-2026-${number}`),
      source: lineOf(100),
      recordedAt: instant,
      assigner: fc.option(
        fc.record({
          orgId: fc.uuid({ version: 4 }),
          shortName: fc.option(fc.constant("example_cna")),
        }),
      ),
    }),
  ),
  weaknesses: fc.uniqueArray(
    fc
      .constantFrom("CWE-787", "CWE-79", "CWE-22", "CWE-416", "CWE-1004")
      .map((id) => ({ id, name: weaknessName(id) ?? "" })),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
  three: cvss31,
  four: fc.option(cvss40),
  references: fc.array(
    fc.record({
      url,
      title: lineOf(100),
      kind: fc.constantFrom("advisory", "report", "fix", "article", "evidence", "package", "web"),
    }),
    { maxLength: 3 },
  ),
  credits: fc.array(
    fc.record({
      name: lineOf(80),
      kind: fc.constantFrom(
        "finder",
        "reporter",
        "verifier",
        "coordinator",
        "remediation_developer",
        "tool",
        "other",
      ),
    }),
    { maxLength: 3 },
  ),
  exploitation: fc.record({
    state: fc.constantFrom("unknown", "none_known", "proof_of_concept", "exploited"),
    asOf: instant,
    details: fc.option(proseOf(1)),
  }),
  timeline: fc.array(fc.record({ at: instant, event: lineOf(200) }), { maxLength: 3 }),
  withdrawn: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: lineOf(200) },
  ),
  remedy: fc.array(fc.tuple(fc.constantFrom(...CATEGORIES), proseOf(1), fc.option(url)), {
    minLength: 5,
    maxLength: 5,
  }),
});

/** Any advisory that `parseAdvisory` accepts. */
export const advisories: fc.Arbitrary<Advisory> = fc.tuple(products, rest).map(([list, parts]) => {
  const { times, precise, three, four, remedy, withdrawn, ...plain } = parts;
  const revisions = times
    .toSorted(([a], [b]) => a - b)
    .map(([time, summary], index) => ({
      number: index + 1,
      date: instantOf(time, precise),
      summary,
    }));
  const current = revisions.at(-1)?.date ?? "";
  const affected = [
    ...new Set(list.filter((one) => one.status === "known_affected").map(({ purl }) => purl)),
  ];
  return {
    ...plain,
    version: revisions.length,
    dates: { released: revisions[0]?.date ?? "", current, revisions },
    severity: [...(affected.length > 0 ? [three] : []), ...(four ? [four] : [])],
    products: list,
    remediations: affected.map((purl, index) => {
      const [category = "mitigation", details = "", url = null] =
        remedy[index % remedy.length] ?? [];
      return { category, details, url, products: [purl] };
    }),
    withdrawn: withdrawn === null ? null : { at: current, reason: withdrawn },
  } as Advisory;
});
