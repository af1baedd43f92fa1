import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { type Zippable, zipSync } from "fflate";
import { BUNDLE, CSAF, CVE, OSV, OSV_YAML, SARIF } from "./reportSamples.ts";

/** A file that no reader may take, and the rule of the first problem that says why. */
export type IllFormed = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rule: RegExp;
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => bytesOf(JSON.stringify(value));
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const file = (name: string, content: string | Uint8Array, rule: RegExp): IllFormed => ({
  name,
  bytes: typeof content === "string" ? bytesOf(content) : content,
  rule,
});

const bundle = (change: object): Uint8Array => json({ ...BUNDLE, ...change });
const plain = JSON.stringify(BUNDLE);
const [RUN] = SARIF.runs;
const sarif = (change: object): Uint8Array => json({ ...SARIF, ...change });
const sarifRun = (change: object): Uint8Array => sarif({ runs: [{ ...RUN, ...change }] });
const cna = (change: object): Uint8Array =>
  json({ ...CVE, containers: { cna: { ...CVE.containers.cna, ...change } } });
const csafHead = (change: object): Uint8Array =>
  json({ ...CSAF, document: { ...CSAF.document, ...change } });

/** Ill-formed files of every kind, made by code: none of them is kept in the repository. */
export function illFormedFiles(): IllFormed[] {
  return [
    ...cutFiles(),
    ...encodings(),
    ...jsonFaults(),
    ...bundleFaults(),
    ...sarifFaults(),
    ...recordFaults(),
    ...yamlFaults(),
    ...gzipFaults(),
    ...zipFaults(),
    ...otherFiles(),
  ];
}

function cutFiles(): IllFormed[] {
  const cut = (name: string, value: unknown, share: number): IllFormed => {
    const whole = json(value);
    return file(
      `${name}-cut-at-${share}.json`,
      whole.subarray(0, whole.length * share),
      /^json\/syntax$/,
    );
  };
  return [
    cut("bundle", BUNDLE, 0.1),
    cut("bundle", BUNDLE, 0.5),
    cut("sarif", SARIF, 0.75),
    cut("osv", OSV, 0.4),
    cut("csaf", CSAF, 0.9),
    cut("cve", CVE, 0.6),
    file("bundle-without-last-byte.json", plain.slice(0, -1), /^json\/syntax$/),
    file(
      "cut-inside-a-character.json",
      bytesOf('{"title":"é').subarray(0, -1),
      /^encoding\/not-utf-8$/,
    ),
  ];
}

function encodings(): IllFormed[] {
  const mark = Uint8Array.of(0xef, 0xbb, 0xbf);
  const utf16 = Buffer.from(`\ufeff${plain}`, "utf16le");
  return [
    file("empty.json", "", /^encoding\/empty$/),
    file("byte-order-mark.json", joined(mark, bytesOf(plain)), /^encoding\/byte-order-mark$/),
    file("byte-order-mark.sarif", joined(mark, json(SARIF)), /^encoding\/byte-order-mark$/),
    file("byte-order-mark.yaml", joined(mark, bytesOf(OSV_YAML)), /^encoding\/byte-order-mark$/),
    file("utf-16-le.json", utf16, /^encoding\/not-utf-8$/),
    file("utf-16-be.json", Buffer.from(utf16).swap16(), /^encoding\/not-utf-8$/),
    file("latin-1.json", Buffer.from('{"title":"Überlauf"}', "latin1"), /^encoding\/not-utf-8$/),
    file(
      "overlong.json",
      joined(bytesOf('{"title":"'), Uint8Array.of(0xc0, 0xaf), bytesOf('"}')),
      /^encoding\/not-utf-8$/,
    ),
    file(
      "surrogate-as-utf-8.json",
      joined(bytesOf('{"title":"'), Uint8Array.of(0xed, 0xa0, 0x80), bytesOf('"}')),
      /^encoding\/not-utf-8$/,
    ),
  ];
}

function jsonFaults(): IllFormed[] {
  const deep = `{"title":"x","x-deep":${"[".repeat(200)}${"]".repeat(200)}}`;
  return [
    file("duplicate-key.json", '{"title":"a",\n"title":"b"}', /^json\/duplicate-key$/),
    file(
      "duplicate-key-inside.sarif",
      JSON.stringify(SARIF).replace('"name":"Sieve"', '"name":"Sieve","name":"Sieve"'),
      /^json\/duplicate-key$/,
    ),
    file("duplicate-key-escaped.json", '{"title":"a","t\\u0069tle":"b"}', /^json\/duplicate-key$/),
    file("200-levels.json", deep, /^json\/depth$/),
    file("200-levels-cut.json", `{"a":${"[".repeat(200)}`, /^json\/depth$/),
    file("nan.json", '{"title":"a","x-n":NaN}', /^json\/syntax$/),
    file("infinity.json", '{"title":"a","x-n":-Infinity}', /^json\/syntax$/),
    file("huge-number.json", '{"title":"a","x-n":1e999}', /^json\/number$/),
    file("lone-surrogate.json", '{"title":"\\ud800"}', /^json\/surrogate$/),
    file("nul-escape.json", '{"title":"a\\u0000b"}', /^json\/nul$/),
    file("nul-in-key.json", '{"title":"a","x-\\u0000":1}', /^json\/nul$/),
    file("raw-nul.json", '{"title":"a\u0000b"}', /^json\/syntax$/),
    file("raw-newline.json", '{"title":"a\nb"}', /^json\/syntax$/),
    file("trailing-comma.json", '{"title":"a",}', /^json\/syntax$/),
    file("comment.json", '{"title":"a" /* why */}', /^json\/syntax$/),
    file("single-quotes.json", "{'title':'a'}", /^json\/syntax$/),
    file("two-documents.json", `${plain}\n${plain}\n`, /^json\/syntax$/),
    file("array.json", `[${plain}]`, /^format\/unknown$/),
    file("string.json", '"finding"', /^format\/unknown$/),
    file("unknown-object.json", '{"results":[]}', /^format\/unknown$/),
    file("long-string.json", bundle({ "x-long": "a".repeat(2 ** 20 + 1) }), /^json\/text-length$/),
    file(
      "million-values.json",
      `{"title":"a","x-v":[${"0,".repeat(1_000_000)}0]}`,
      /^json\/values$/,
    ),
  ];
}

function bundleFaults(): IllFormed[] {
  return [
    file("title-number.json", bundle({ title: 7 }), /^finding\/type$/),
    file("title-empty.json", bundle({ title: " " }), /^finding\/too-small$/),
    file("title-long.json", bundle({ title: "a".repeat(501) }), /^finding\/too-long$/),
    file(
      "title-missing.json",
      json({ component: "pkg:npm/a", $schema: "/schemas/finding-1.json" }),
      /^finding\/required$/,
    ),
    file("key-misspelt.json", json({ title: "a", weekness: "CWE-1" }), /^finding\/unknown-key$/),
    file("component-no-purl.json", bundle({ component: "left-pad" }), /^finding\/pattern$/),
    file("weakness-in-words.json", bundle({ weakness: "heap overflow" }), /^finding\/pattern$/),
    file("version-number.json", bundle({ version: 1.4 }), /^finding\/type$/),
    file("locations-object.json", bundle({ locations: { file: "a.c" } }), /^finding\/type$/),
    file(
      "line-string.json",
      bundle({ locations: [{ file: "a.c", line: "88" }] }),
      /^finding\/type$/,
    ),
    file(
      "line-zero.json",
      bundle({ locations: [{ file: "a.c", line: 0 }] }),
      /^finding\/too-small$/,
    ),
    file("severity-word.json", bundle({ severity: ["high"] }), /^finding\/pattern$/),
    file("reproducer-list.json", bundle({ reproducer: ["run"] }), /^finding\/type$/),
    file(
      "reproducer-elsewhere.json",
      bundle({ reproducer: { file: "poc" } }),
      /^finding\/reproducer-file$/,
    ),
    file("found-by-string.json", bundle({ foundBy: "a model" }), /^finding\/type$/),
    file(
      "schema-2.json",
      bundle({ $schema: "https://assay.example/schemas/finding-2.json" }),
      /^finding\/version$/,
    ),
  ];
}

function sarifFaults(): IllFormed[] {
  const results = Array.from({ length: 10_001 }, () => ({ message: { text: "a" } }));
  return [
    file("version-2.0.0.sarif", sarif({ version: "2.0.0" }), /^sarif\/version$/),
    file("version-number.sarif", sarif({ version: 2.1 }), /^sarif\/version$/),
    file("version-missing.sarif", json({ runs: [] }), /^sarif\/required$/),
    file("runs-object.sarif", sarif({ runs: {} }), /^sarif\/type$/),
    file("results-string.sarif", sarifRun({ results: "none" }), /^sarif\/type$/),
    file("tool-missing.sarif", sarifRun({ tool: null }), /^sarif\/required$/),
    file("message-string.sarif", sarifRun({ results: [{ message: "a" }] }), /^sarif\/type$/),
    file("too-many-results.sarif", sarifRun({ results }), /^sarif\/too-many-findings$/),
  ];
}

function recordFaults(): IllFormed[] {
  return [
    file("osv-id-number.json", json({ ...OSV, id: 7 }), /^osv\/type$/),
    file("osv-no-time.json", json({ ...OSV, modified: undefined }), /^osv\/required$/),
    file("osv-time-in-words.json", json({ ...OSV, modified: "yesterday" }), /^osv\/time$/),
    file("osv-schema-2.json", json({ ...OSV, schema_version: "2.0.0" }), /^osv\/version$/),
    file("osv-affected-object.json", json({ ...OSV, affected: {} }), /^osv\/type$/),
    file(
      "cve-4.json",
      json({ data_type: "CVE", data_format: "MITRE", data_version: "4.0" }),
      /^cve\/required$/,
    ),
    file("cve-6.json", json({ ...CVE, dataVersion: "6.0" }), /^cve\/version$/),
    file(
      "cve-state.json",
      json({ ...CVE, cveMetadata: { cveId: "CVE-2026-1234", state: "DONE" } }),
      /^cve\/state$/,
    ),
    file(
      "cve-id.json",
      json({ ...CVE, cveMetadata: { cveId: "CVE-26-1", state: "PUBLISHED" } }),
      /^cve\/id$/,
    ),
    file("cve-descriptions-string.json", cna({ descriptions: "a" }), /^cve\/type$/),
    file("cve-no-cna.json", json({ ...CVE, containers: {} }), /^cve\/required$/),
    file("csaf-1.2.json", csafHead({ csaf_version: "1.2" }), /^csaf\/version$/),
    file("csaf-2.1.json", csafHead({ csaf_version: "2.1" }), /^csaf\/version$/),
    file("csaf-no-tracking.json", csafHead({ tracking: undefined }), /^csaf\/required$/),
    file(
      "csaf-vulnerabilities-object.json",
      json({ ...CSAF, vulnerabilities: {} }),
      /^csaf\/type$/,
    ),
    file(
      "csaf-scores-string.json",
      json({ ...CSAF, vulnerabilities: [{ scores: "9.8" }] }),
      /^csaf\/type$/,
    ),
  ];
}

function yamlFaults(): IllFormed[] {
  const bomb = Array.from({ length: 40 }, (_, at) =>
    at === 0 ? "affected: &a0 [x, x]" : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
  );
  return [
    file("alias-bomb.yaml", `id: A\n${bomb.join("\n")}\n`, /^yaml\/aliases$/),
    file("many-aliases.yaml", `id: &a A\naliases: [${"*a, ".repeat(200)}]\n`, /^yaml\/aliases$/),
    file("tag.yaml", "id: !!js/function 'x'\n", /^yaml\/(?:tag|syntax)$/),
    file("own-tag.yaml", "id: !ruby/object A\n", /^yaml\/tag$/),
    file("duplicate-key.yaml", "id: A\nid: B\n", /^yaml\/duplicate-key$/),
    file("two-documents.yaml", `${OSV_YAML}---\n${OSV_YAML}`, /^yaml\/documents$/),
    file(
      "200-levels.yaml",
      `id: A\ndatabase_specific: ${"[".repeat(200)}${"]".repeat(200)}\n`,
      /^yaml\/depth$/,
    ),
    file("200-dashes.yaml", `id: A\ndatabase_specific:\n  ${"- ".repeat(200)}x\n`, /^yaml\/depth$/),
    file("not-a-number.yaml", `${OSV_YAML}database_specific: {score: .nan}\n`, /^yaml\/number$/),
    file("tabs.yaml", "id: A\naffected:\n\t- package: x\n", /^yaml\/syntax$/),
    file("cut.yaml", OSV_YAML.slice(0, 12), /^osv\/required$/),
    file("nul.yaml", "id: A\u0000\n", /^text\/nul$/),
    file("large.yaml", `id: A\n${"# nothing\n".repeat(60_000)}`, /^yaml\/too-large$/),
  ];
}

/**
 * Deflated zeros: one block of sixteen MiB that ends on a byte and looks back at nothing but zeros, as often as it takes. Two
 * GiB pack into two MiB and cost no time to make.
 */
function packedZeros(blocks: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH });
  const end = Uint8Array.of(3, 0);
  return joined(...Array.from({ length: blocks }, () => block), end);
}

/** CRC-32 of 2^31 zero bytes. */
const CRC_2_GIB = 0x4dbdf21c;
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function gzipFaults(): IllFormed[] {
  const packed = gzipSync(plain);
  const flipped = Uint8Array.from(packed);
  flipped[packed.length - 6] = (flipped[packed.length - 6] ?? 0) ^ 1;
  const bomb = joined(GZIP_HEADER, packedZeros(128), uint32(CRC_2_GIB), uint32(2 ** 31));
  return [
    file("cut.json.gz", packed.subarray(0, packed.length / 2), /^gzip\/(?:cut|checksum)$/),
    file("cut-in-trailer.json.gz", packed.subarray(0, -3), /^gzip\/(?:cut|checksum)$/),
    file("header-only.json.gz", packed.subarray(0, 10), /^gzip\/header$/),
    file("checksum.json.gz", flipped, /^gzip\/checksum$/),
    file("twice.json.gz", gzipSync(packed), /^gzip\/nested$/),
    file("2-gib-of-zeros.gz", bomb, /^gzip\/too-large$/),
    file("empty.gz", gzipSync(""), /^encoding\/empty$/),
    file("cut-inside.json.gz", gzipSync(plain.slice(0, 100)), /^json\/syntax$/),
  ];
}

const zip = (files: Zippable): Uint8Array => zipSync(files);
const finding = { "finding.json": bytesOf(plain) };

/** A zip of one deflated entry, with whatever it claims to inflate to. */
function zipOf(name: string, packed: Uint8Array, claimed: number, crc: number): Uint8Array {
  const title = bytesOf(name);
  const common = joined(
    Uint8Array.of(20, 0, 0, 0, 8, 0, 0, 0, 0, 0),
    uint32(crc),
    uint32(packed.length),
    uint32(claimed),
    Uint8Array.of(title.length, 0, 0, 0),
  );
  const local = joined(uint32(0x04034b50), common, title, packed);
  const central = joined(
    uint32(0x02014b50),
    Uint8Array.of(20, 0),
    common,
    new Uint8Array(14),
    title,
  );
  const end = joined(
    uint32(0x06054b50),
    Uint8Array.of(0, 0, 0, 0, 1, 0, 1, 0),
    uint32(central.length),
    uint32(local.length),
    Uint8Array.of(0, 0),
  );
  return joined(local, central, end);
}

function patched(bytes: Uint8Array, signature: number, offset: number, value: number): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(Buffer.from(uint32(signature)));
  copy.writeUInt8(value, at + offset);
  return copy;
}

function zipFaults(): IllFormed[] {
  const sound = zip(finding);
  const named = (name: string) => zip({ ...finding, [name]: bytesOf("x") });
  const zeros = packedZeros(128);
  const inner = zipOf("zeros", zeros, 2 ** 31, CRC_2_GIB);
  const many = Array.from({ length: 60 }, (_, at) => [`f${at}`, bytesOf("x")]);
  return [
    file(
      "2-gib-of-zeros.zip",
      zipOf("finding.json", zeros, 2 ** 31, CRC_2_GIB),
      /^zip\/too-large$/,
    ),
    file("2-gib-that-says-64.zip", zipOf("finding.json", zeros, 64, CRC_2_GIB), /^zip\/size-lie$/),
    file("nested-bomb.zip", zip({ "inner.zip": inner }), /^zip\/no-finding$/),
    file("climbing-name.zip", named("../evil.txt"), /^zip\/name$/),
    file("climbing-inside.zip", named("a/../../evil.txt"), /^zip\/name$/),
    file("absolute-name.zip", named("/etc/evil"), /^zip\/name$/),
    file("drive-name.zip", named("C:evil.txt"), /^zip\/name$/),
    file("backslash-name.zip", named("..\\evil.txt"), /^zip\/name$/),
    file("nul-name.zip", named("evil\u0000.txt"), /^zip\/name$/),
    file("folder-name.zip", named("proofs/a.bin"), /^zip\/name$/),
    file("same-name-twice.zip", named("FINDING.json"), /^zip\/duplicate-name$/),
    file("no-finding.zip", zip({ "proof.bin": bytesOf("x") }), /^zip\/no-finding$/),
    file("empty.zip", zip({}), /^zip\/no-finding$/),
    file("cut.zip", sound.subarray(0, sound.length - 30), /^zip\/cut$/),
    file("flipped.zip", patched(sound, 0x04034b50, 60, 0x55), /^zip\/checksum$/),
    file("encrypted.zip", patched(sound, 0x02014b50, 8, 1), /^zip\/encrypted$/),
    file("method-99.zip", patched(sound, 0x02014b50, 10, 99), /^zip\/method$/),
    file("sixty-files.zip", zip({ ...finding, ...Object.fromEntries(many) }), /^zip\/entries$/),
    file("cut-finding.zip", zip({ "finding.json": bytesOf(plain.slice(0, 50)) }), /^json\/syntax$/),
  ];
}

function otherFiles(): IllFormed[] {
  return [
    file(
      "error-page.json",
      "<!DOCTYPE html>\n<html><title>502 Bad Gateway</title></html>\n",
      /^file\/markup$/,
    ),
    file("report.xml", '<?xml version="1.0"?><report/>', /^file\/markup$/),
    file("prose.txt", "There is a flaw in the parser, please fix it.\n", /^log\/no-report$/),
    file("spaces.json", " \n \n", /^log\/no-report$/),
    file(
      "picture.png",
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      /^encoding\/not-utf-8$/,
    ),
    file("nul.log", "==1==ERROR: AddressSanitizer: SEGV\u0000\n", /^text\/nul$/),
    file("large.log", `${"x".repeat(99)}\n`.repeat(45_000), /^log\/too-large$/),
    file("large.json", `"${" ".repeat(2 ** 25)}"`, /^file\/too-large$/),
  ];
}
