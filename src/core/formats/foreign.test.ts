import { describe, expect, test } from "vitest";
import { CSAF, CVE, OSV, OSV_YAML, SARIF } from "../../testing/reportSamples.ts";
import { readReport } from "./report.ts";

function findingsIn(document: unknown) {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const read = readReport(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.findings;
}
const [RUN] = SARIF.runs;
const sarif = (result: object, run: object = {}) =>
  findingsIn({
    ...SARIF,
    runs: [{ ...RUN, ...run, results: [{ message: { text: "m" }, ...result }] }],
  })[0];
const osv = (change: object) => findingsIn({ ...OSV, ...change })[0];
const affected = (change: object) => osv({ affected: [change] });
const cveAffected = (item: object) =>
  findingsIn({ ...CVE, containers: { cna: { ...CVE.containers.cna, affected: [item] } } })[0];

describe("SARIF", () => {
  test("gives message, rule, place, tool, repository and revision of each result", () => {
    expect(findingsIn(SARIF)).toMatchObject([
      {
        title: "read_chunk copies 65535 bytes.",
        description: "read_chunk copies 65535 bytes.\n\nA length is used without a check.",
        component: "pkg:github/example-labs/chunkbox",
        commit: "3f2a9c5",
        weakness: "CWE-120",
        locations: [{ file: "src/chunk.c", line: 88, function: "read_chunk" }],
        foundBy: { harness: "Sieve 0.9.1" },
        pointer: "/runs/0/results/0",
      },
      { title: "open_box forgets the error of read_chunk", pointer: "/runs/0/results/1" },
    ]);
  });

  test.each([
    ["a taxon", { taxa: [{ id: "416", toolComponent: { name: "CWE" } }] }, "CWE-416"],
    ["a property", { properties: { cwe: "CWE-89: SQL injection" } }, "CWE-89"],
    ["a bare number", { properties: { cwe: ["0022"] } }, "CWE-22"],
    ["a tag", { properties: { tags: ["external/cwe/cwe-079"] } }, "CWE-79"],
    ["the message", { message: { text: "weak random (CWE-338)" } }, "CWE-338"],
    ["nothing", { ruleId: "other" }, null],
  ])("finds the weakness in %s", (_, result, weakness) => {
    expect(
      sarif({ ruleId: "none", ...result }, { tool: { driver: { name: "x" } } })?.weakness,
    ).toBe(weakness);
  });

  test("finds the rule in the tool component that the result names", () => {
    const tool = {
      driver: { name: "x", rules: [{ id: "A" }] },
      extensions: [{ name: "y", rules: [{ id: "B", properties: { tags: ["CWE-611"] } }] }],
    };
    expect(sarif({ rule: { index: 0, toolComponent: { index: 0 } } }, { tool })?.weakness).toBe(
      "CWE-611",
    );
    expect(sarif({ ruleId: "B/sub" }, { tool })?.weakness).toBe("CWE-611");
  });

  test("finds a package among the logical locations", () => {
    const locations = [{ logicalLocations: [{ fullyQualifiedName: "pkg:npm/left-pad@1.3.0" }] }];
    expect(sarif({ locations })).toMatchObject({ component: "pkg:npm/left-pad", version: "1.3.0" });
  });

  test("finds file and function through the run's lists", () => {
    const locations = [
      { physicalLocation: { artifactLocation: { index: 0 } }, logicalLocations: [{ index: 0 }] },
    ];
    const lists = {
      artifacts: [{ location: { uri: "a.c" } }],
      logicalLocations: [{ fullyQualifiedName: "f" }],
    };
    expect(sarif({ locations }, lists)?.locations).toEqual([
      { file: "a.c", line: null, function: "f" },
    ]);
  });

  test("bears with ids that are numbers and with places that are null", () => {
    const tool = {
      driver: { name: "x", version: 3, rules: [{ id: 7, properties: { tags: ["CWE-9"] } }] },
    };
    expect(sarif({ ruleId: 7, locations: [null] }, { tool })).toMatchObject({
      weakness: "CWE-9",
      foundBy: { harness: "x 3" },
    });
  });

  test("takes CVE ids for aliases and vectors for severity", () => {
    const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    expect(sarif({ ruleId: "CVE-2026-1000", properties: { cvssV3: vector } })).toMatchObject({
      aliases: ["CVE-2026-1000"],
      severity: [vector],
    });
  });
});

describe("OSV", () => {
  test("gives component, other components, version, weakness, severity, aliases and finder", () => {
    expect(findingsIn(OSV)).toMatchObject([
      {
        title: "Path of an archive entry is not checked",
        component: "pkg:npm/%40example/unbox",
        alsoAffects: ["pkg:pypi/un-box"],
        version: "1.2.9",
        weakness: "CWE-22",
        severity: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N"],
        aliases: ["EXAMPLE-2026-7", "CVE-2026-10007"],
        foundBy: { party: "Robin Example" },
        pointer: "",
      },
    ]);
  });

  test("gives the crash that OSS-Fuzz writes into the details", () => {
    expect(findingsIn(OSV_YAML)).toMatchObject([
      {
        component: "pkg:generic/chunkbox",
        version: "v1.4.2",
        commit: "3f2a9c5d7be1400c8c7a0f3f8f1c2d3e4f5a6b7c",
        weakness: "CWE-125",
        signature: {
          type: "Heap-buffer-overflow",
          access: "READ 4",
          state: ["read_chunk", "open_box", "main_loop"],
        },
      },
    ]);
  });

  test("keeps a version in YAML as it is spelt, quoted or not", () => {
    const spelt = ["1.10", "2020_04", "1e3", "0o17", "'1.10'"];
    const versions = spelt.map(
      (version) => findingsIn(OSV_YAML.replace("v1.4.2", version))[0]?.version,
    );
    expect(versions).toEqual(["1.10", "2020_04", "1e3", "0o17", "1.10"]);
  });

  test.each([
    ["Go", "example.org/x/box", "pkg:golang/example.org/x/box"],
    ["Maven", "org.example:box", "pkg:maven/org.example/box"],
    ["Packagist", "example/box", "pkg:composer/example/box"],
    ["crates.io", "box", "pkg:cargo/box"],
    ["Debian:12", "box", "pkg:deb/debian/box"],
    ["Red Hat:enterprise_linux:9", "box", "pkg:rpm/redhat/box"],
    ["Alpine:v3.20", "box", "pkg:apk/alpine/box"],
    ["SwiftURL", "github.com/example/box", "pkg:swift/github.com/example/box"],
    ["CRAN", "box", "pkg:cran/box"],
    ["OSS-Fuzz", "box", "pkg:generic/box"],
  ])("names a package of %s as a purl", (ecosystem, name, purl) => {
    expect(affected({ package: { ecosystem, name } })?.component).toBe(purl);
  });

  test("knows a package by its own purl, or by its repository", () => {
    expect(
      affected({ package: { ecosystem: "npm", name: "a", purl: "pkg:npm/b@1" } })?.component,
    ).toBe("pkg:npm/b");
    const ranges = [
      {
        type: "GIT",
        repo: "https://github.com/Example-Labs/Box.git",
        events: [{ introduced: "0" }],
      },
    ];
    expect(affected({ ranges })).toMatchObject({
      component: "pkg:github/example-labs/box",
      commit: null,
    });
  });

  test("takes a version that is affected for certain", () => {
    const range = (...events: object[]) =>
      affected({ package: { ecosystem: "npm", name: "a" }, ranges: [{ type: "SEMVER", events }] })
        ?.version;
    expect(range({ introduced: "0" }, { fixed: "2.0.0" })).toBeNull();
    expect(range({ introduced: "1.2.0" }, { fixed: "2.0.0" })).toBe("1.2.0");
    expect(range({ introduced: "1.2.0" }, { last_affected: "1.9.0" })).toBe("1.9.0");
  });

  test("names the functions that Go and RustSec name", () => {
    const go = { imports: [{ path: "example.org/box", symbols: ["Read"] }] };
    expect(affected({ ecosystem_specific: go })?.locations).toEqual([
      { file: null, line: null, function: "example.org/box.Read" },
    ]);
    const rust = { affects: { functions: { "box::read": ["< 1.0"] } } };
    expect(affected({ ecosystem_specific: rust })?.locations).toMatchObject([
      { function: "box::read" },
    ]);
  });
});

describe("CSAF", () => {
  test("gives one finding for each vulnerability, with its product and version", () => {
    expect(findingsIn(CSAF)).toMatchObject([
      {
        title: "Example Valve Controller: CVE-2026-10011",
        component: "pkg:generic/example_valves/valve_controller",
        version: "2.1",
        weakness: "CWE-306",
        description: "The valve opens for whoever asks.",
        severity: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H"],
        aliases: ["CVE-2026-10011", "EXV-2026-3"],
        foundBy: { party: "Example Lab" },
        pointer: "/vulnerabilities/0",
      },
      { title: "Second flaw", aliases: ["EXV-2026-3"], pointer: "/vulnerabilities/1" },
    ]);
  });

  test("knows products by their purl, also through a relationship", () => {
    const purl = (text: string) => ({ product_identification_helper: { purl: text } });
    const tree = {
      full_product_names: [
        { product_id: "A", name: "Box", ...purl("pkg:npm/box@2") },
        { product_id: "B", name: "Base" },
      ],
      relationships: [
        {
          category: "installed_on",
          product_reference: "A",
          relates_to_product_reference: "B",
          full_product_name: { product_id: "AB", name: "Box on Base" },
        },
      ],
    };
    const vulnerabilities = [{ product_status: { known_affected: ["AB", "B"] } }];
    expect(findingsIn({ ...CSAF, product_tree: tree, vulnerabilities })).toMatchObject([
      { component: "pkg:npm/box", version: "2", alsoAffects: ["pkg:generic/base"] },
    ]);
  });
});

describe("CVE", () => {
  test("gives title, package, version, weakness, file, severity, finder", () => {
    expect(findingsIn(CVE)).toMatchObject([
      {
        title: "Unbox follows links out of the folder",
        component: "pkg:npm/%40example/unbox",
        version: "1.2.9",
        weakness: "CWE-59",
        locations: [{ file: "lib/link.js", line: null, function: null }],
        severity: ["CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N"],
        aliases: ["CVE-2026-10013"],
        foundBy: { party: "Robin Example" },
      },
    ]);
  });

  test.each([
    ["a purl", { packageURL: "pkg:npm/box@1" }, "pkg:npm/box"],
    [
      "a repository",
      { repo: "https://gitlab.example/labs/box.git", product: "Box" },
      "pkg:generic/gitlab.example/labs/box",
    ],
    [
      "vendor and product",
      { vendor: "Example Labs", product: "The Box" },
      "pkg:generic/example_labs/the_box",
    ],
    ["a product whose vendor is n/a", { vendor: "n/a", product: "Box" }, "pkg:generic/box"],
    ["no product at all", { vendor: "n/a", product: "n/a" }, null],
  ])("names the component by %s", (_, item, component) => {
    expect(cveAffected(item)?.component).toBe(component);
  });

  test("takes no version for one that says nothing", () => {
    const version = (...versions: object[]) => cveAffected({ product: "Box", versions })?.version;
    expect(version({ version: "n/a", status: "affected" })).toBeNull();
    expect(version({ version: "3.0", status: "unaffected" })).toBeNull();
    expect(version({ version: "0", lessThan: "3.0", status: "affected" })).toBeNull();
    expect(version({ version: "2.4", status: "affected" })).toBe("2.4");
  });
});
