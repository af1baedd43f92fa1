/** One small sound file of each format, about made-up programs. */

export const BUNDLE = {
  title: "Length field is trusted when a chunk is copied",
  component: "pkg:github/example-labs/chunkbox@1.4.2",
  commit: "3f2a9c5d7be1400c8c7a0f3f8f1c2d3e4f5a6b7c",
  weakness: "CWE-787",
  description: "read_chunk copies as many bytes as the header says, not as many as fit.",
  locations: [
    { file: "src/chunk.c", line: 88, function: "read_chunk" },
    { file: "src/box.c", line: 12, function: "open_box" },
  ],
  reproducer: "printf '\\xff\\xff' | chunkbox -",
  expected: "The file is refused.",
  actual: "The program writes past the buffer.",
  boundary: "file from the network",
  severity: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"],
  foundBy: { party: "Example Lab", model: "finder", modelVersion: "2026-05", harness: "probe 1.2" },
  humanCheck: "reproduced by hand",
  duplicateSearch: "tracker and advisories searched on 2026-06-01",
};

export const SARIF = {
  $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: {
          name: "Sieve",
          semanticVersion: "0.9.1",
          rules: [
            {
              id: "SV7",
              name: "unchecked-length",
              shortDescription: { text: "A length is used without a check." },
              messageStrings: { default: { text: "{0} copies {1} bytes." } },
              properties: { tags: ["security", "external/cwe/cwe-120"] },
            },
          ],
        },
      },
      versionControlProvenance: [
        { repositoryUri: "https://github.com/example-labs/chunkbox", revisionId: "3f2a9c5" },
      ],
      results: [
        {
          ruleId: "SV7",
          ruleIndex: 0,
          message: { id: "default", arguments: ["read_chunk", "65535"] },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: "src/chunk.c" },
                region: { startLine: 88 },
              },
              logicalLocations: [{ fullyQualifiedName: "read_chunk" }],
            },
          ],
        },
        { ruleId: "SV7", message: { text: "open_box forgets the error of read_chunk" } },
      ],
    },
    { tool: { driver: { name: "Sieve" } }, results: [] },
  ],
};

export const OSV = {
  schema_version: "1.7.0",
  id: "EXAMPLE-2026-7",
  modified: "2026-06-02T08:30:00Z",
  aliases: ["CVE-2026-10007"],
  summary: "Path of an archive entry is not checked",
  details: "An entry named ../x is written outside of the target folder.",
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N" }],
  affected: [
    {
      package: { ecosystem: "npm", name: "@example/unbox" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "1.0.0" }, { fixed: "1.3.0" }] }],
      versions: ["1.0.0", "1.2.9"],
      database_specific: { cwe_ids: ["CWE-22"] },
    },
    { package: { ecosystem: "PyPI", name: "Un_Box" } },
  ],
  credits: [{ name: "Robin Example", type: "FINDER" }],
};

export const OSV_YAML = `id: EXAMPLE-2026-8
modified: '2026-06-02T08:30:00Z'
summary: Heap-buffer-overflow in read_chunk
details: |
  \`\`\`
  Crash type: Heap-buffer-overflow READ 4
  Crash state:
  read_chunk
  open_box
  main_loop
  \`\`\`
affected:
- package:
    name: chunkbox
    ecosystem: OSS-Fuzz
  ranges:
  - type: GIT
    repo: https://github.com/example-labs/chunkbox
    events:
    - introduced: 3f2a9c5d7be1400c8c7a0f3f8f1c2d3e4f5a6b7c
  versions:
  - v1.4.1
  - v1.4.2
`;

export const CSAF = {
  document: {
    category: "csaf_security_advisory",
    csaf_version: "2.0",
    title: "Example Valve Controller",
    publisher: { category: "vendor", name: "Example Valves", namespace: "https://example.com" },
    tracking: { id: "EXV-2026-3", status: "final", version: "1" },
  },
  product_tree: {
    branches: [
      {
        category: "vendor",
        name: "Example Valves",
        branches: [
          {
            category: "product_name",
            name: "Valve Controller",
            branches: [
              {
                category: "product_version",
                name: "2.1",
                product: { name: "Example Valves Valve Controller 2.1", product_id: "P1" },
              },
            ],
          },
        ],
      },
    ],
  },
  vulnerabilities: [
    {
      cve: "CVE-2026-10011",
      cwe: { id: "CWE-306", name: "Missing Authentication for Critical Function" },
      notes: [{ category: "description", text: "The valve opens for whoever asks." }],
      product_status: { known_affected: ["P1"] },
      scores: [
        {
          cvss_v3: { vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H" },
          products: ["P1"],
        },
      ],
      acknowledgments: [{ organization: "Example Lab" }],
    },
    { title: "Second flaw", product_status: { known_affected: ["P1"] } },
  ],
};

export const CVE = {
  dataType: "CVE_RECORD",
  dataVersion: "5.1",
  cveMetadata: { cveId: "CVE-2026-10013", state: "PUBLISHED", assignerOrgId: "example" },
  containers: {
    cna: {
      title: "Unbox follows links out of the folder",
      descriptions: [{ lang: "en", value: "A symbolic link in an archive is followed." }],
      affected: [
        {
          vendor: "Example",
          product: "Unbox",
          collectionURL: `https://${["registry", "npmjs", "org"].join(".")}`,
          packageName: "@example/unbox",
          versions: [
            {
              status: "affected",
              version: "1.0.0",
              lessThanOrEqual: "1.2.9",
              versionType: "semver",
            },
          ],
          programFiles: ["lib/link.js"],
        },
      ],
      problemTypes: [{ descriptions: [{ lang: "en", cweId: "CWE-59", description: "Link" }] }],
      metrics: [{ cvssV3_1: { vectorString: "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N" } }],
      credits: [{ lang: "en", type: "finder", value: "Robin Example" }],
    },
  },
};

export const ASAN = `==4711==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000000014 at pc 0x0000004f8a2b bp 0x7ffd sp 0x7ffc
WRITE of size 4 at 0x602000000014 thread T0
    #0 0x4a1b2c in __asan_memcpy /llvm/compiler-rt/lib/asan/asan_interceptors_memintrinsics.cpp:22:3
    #1 0x4f8a2a in chunkbox::(anonymous namespace)::read_chunk(unsigned char const*, unsigned long) /src/chunkbox/src/chunk.c:88:9
    #2 0x4f9000 in open_box /src/chunkbox/src/box.c:12:5
    #3 0x4fa000 in LLVMFuzzerTestOneInput /src/chunkbox/fuzz/box_fuzzer.cc:7:3
    #4 0x430000 in fuzzer::Fuzzer::ExecuteCallback(unsigned char const*, unsigned long) /llvm/FuzzerLoop.cpp:619:13

0x602000000014 is located 0 bytes after 4-byte region [0x602000000010,0x602000000014)
allocated by thread T0 here:
    #0 0x4a5555 in malloc /llvm/compiler-rt/lib/asan/asan_malloc_linux.cpp:69:3
    #1 0x4f7777 in make_chunk /src/chunkbox/src/chunk.c:20:9
SUMMARY: AddressSanitizer: heap-buffer-overflow /src/chunkbox/src/chunk.c:88:9 in read_chunk
==4711==ABORTING
`;

export const UBSAN = `src/count.c:31:14: runtime error: signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'
    #0 0x51 in count_up /src/chunkbox/src/count.c:31:14
    #1 0x52 in open_box /src/chunkbox/src/box.c:40:3
SUMMARY: UndefinedBehaviorSanitizer: undefined-behavior src/count.c:31:14
`;

export const GO = `panic: runtime error: index out of range [5] with length 3

goroutine 1 [running]:
example.org/box/internal/chunk.(*Reader).next(0xc00001c0a8)
\t/build/box/internal/chunk/reader.go:41 +0x1d
main.main()
\t/build/box/main.go:9 +0x2b
exit status 2
`;

export const PYTHON = `Traceback (most recent call last):
  File "/build/unbox/__main__.py", line 4, in run
    unpack(path)
  File "/build/unbox/unpack.py", line 19, in unpack
    header = names[index]
IndexError: list index out of range
`;

export const JAVA = `Exception in thread "main" java.lang.NullPointerException: box
\tat org.example.box.Chunk.read(Chunk.java:31)
\tat org.example.box.Main.main(Main.java:8)
`;
