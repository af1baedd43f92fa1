import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Advisory } from "#core/advisory/advisory.ts";
import { planPublication } from "#core/advisory/publication.ts";
import { renderAdvisory } from "#core/advisory/renderAdvisory.ts";
import { toCsaf } from "#core/advisory/toCsaf.ts";
import { toCve } from "#core/advisory/toCve.ts";
import { toOpenVex } from "#core/advisory/toOpenVex.ts";
import { toOsv } from "#core/advisory/toOsv.ts";
import { validateCsaf } from "#core/advisory/validateCsaf.ts";

/** `render` answers `undefined` where there is no such rendering: a CVE record needs a recorded id. */
export type AdvisoryCheck = {
  readonly standard: string;
  readonly render: (advisory: Advisory) => unknown;
  readonly check: (document: unknown) => string[] | Promise<string[]>;
  /** A top-level key without which the document must be refused. */
  readonly required: string;
};

export function advisoryChecks(folder: string): AdvisoryCheck[] {
  const schema = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const options = { strict: false, allErrors: true } as const;
  const draft2020 = withFormats(new Ajv2020(options));
  const draft7 = withFormats(new Ajv(options));
  const csaf = draft2020.compile(withoutCvss(schema("csaf-2.0.csaf.schema.json")));
  const osv = draft2020.compile(schema("osv.schema.json"));
  const cve = draft7.compile(schema("cve-5.1.1.bundled.schema.json"));
  const vex = draft2020.compile(schema("openvex.schema.json"));
  const provider = draft2020.compile(schema("csaf-2.0.provider.schema.json"));
  return [
    {
      standard: "CSAF 2.0 schema",
      render: toCsaf,
      check: against(csaf),
      required: "document",
    },
    {
      standard: "CSAF 2.0 validator, mandatory and optional tests",
      render: toCsaf,
      check: async (document) =>
        (await validateCsaf(document)).map(({ rule, pointer }) => `${rule} ${pointer}`),
      required: "product_tree",
    },
    { standard: "OSV schema", render: toOsv, check: against(osv), required: "modified" },
    {
      standard: "CVE 5.1.1 schema",
      render: (advisory) => {
        const record = toCve(advisory);
        return record.ok ? record.value : undefined;
      },
      check: against(cve),
      required: "containers",
    },
    {
      standard: "OpenVEX schema",
      render: toOpenVex,
      check: against(vex),
      required: "statements",
    },
    {
      standard: "CSAF 2.0 provider metadata schema",
      render: providerMetadata,
      check: against(provider),
      required: "canonical_url",
    },
  ];
}

function providerMetadata(advisory: Advisory): unknown {
  const files = planPublication({
    site: { ...advisory.publisher, nav: [], foot: [] },
    keys: { openpgp: { fingerprint: "A".repeat(40), armored: "" }, minisign: "" },
    figures: null,
    versions: [{ advisory, renderings: renderAdvisory(advisory) }],
    at: advisory.dates.current,
  });
  const path = "/.well-known/csaf/provider-metadata.json";
  return JSON.parse(files.find((file) => file.path === path)?.text ?? "null");
}

const against = (validate: ValidateFunction) => (document: unknown) =>
  validate(JSON.parse(JSON.stringify(document)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

function withFormats<A extends Ajv>(ajv: A): A {
  formats.default(ajv);
  // ajv-formats has no `iri`; our identifiers are ASCII, for which RFC 3987 and RFC 3986 agree.
  ajv.addFormat("iri", /^[a-z][a-z0-9+.-]*:[!-~]+$/i);
  return ajv;
}

/** The CVSS schemas CSAF refers to stand elsewhere; its validator, run beside this, has them. */
function withoutCvss(schema: unknown): object {
  const text = JSON.stringify(schema)
    .replaceAll(
      /\{"\$ref":"https:\/\/www\.first\.org\/cvss\/cvss-v[\d.]+\.json"\}/g,
      '{"type":"object"}',
    )
    .replaceAll('"oneOf":[{"type":"object"},{"type":"object"}]', '"type":"object"');
  return JSON.parse(text);
}
