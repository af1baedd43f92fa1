import type { Shape } from "./shape.ts";

const PROPERTIES: Shape = { map: "any" };
const ANYTHING: Shape = { list: "any" };

const MESSAGE: Shape = {
  keys: { text: "text", markdown: "text", id: "label", arguments: { list: "label" } },
};
const TEXTS: Shape = { keys: { text: "text", markdown: "text" } };

const REGION: Shape = {
  keys: {
    startLine: "number",
    startColumn: "number",
    endLine: "number",
    endColumn: "number",
    charOffset: "number",
    charLength: "number",
    byteOffset: "number",
    byteLength: "number",
  },
};

const LOCATION: Shape = {
  keys: {
    physicalLocation: {
      keys: {
        artifactLocation: { keys: { uri: "text", uriBaseId: "text", index: "number" } },
        region: REGION,
        contextRegion: REGION,
      },
    },
    logicalLocations: {
      list: {
        keys: {
          name: "text",
          index: "number",
          fullyQualifiedName: "text",
          decoratedName: "text",
          kind: "text",
        },
      },
    },
    message: MESSAGE,
  },
};
const LOCATIONS: Shape = { list: LOCATION, gaps: true };

const REFERENCE: Shape = {
  keys: {
    id: "label",
    index: "number",
    toolComponent: { keys: { name: "text", index: "number" } },
  },
};

const RESULT: Shape = {
  keys: {
    ruleId: "label",
    ruleIndex: "number",
    rule: REFERENCE,
    kind: "text",
    level: "text",
    message: MESSAGE,
    locations: LOCATIONS,
    guid: "text",
    partialFingerprints: { map: "label" },
    fingerprints: { map: "label" },
    stacks: { list: { keys: { frames: { list: { keys: { location: LOCATION } } } } } },
    codeFlows: ANYTHING,
    relatedLocations: ANYTHING,
    suppressions: ANYTHING,
    rank: "number",
    fixes: ANYTHING,
    taxa: { list: REFERENCE },
    properties: PROPERTIES,
  },
};

const RULE: Shape = {
  keys: {
    id: "label",
    name: "text",
    shortDescription: TEXTS,
    fullDescription: TEXTS,
    messageStrings: { map: TEXTS },
    helpUri: "text",
    relationships: { list: { keys: { target: REFERENCE } } },
    properties: PROPERTIES,
  },
};

const COMPONENT: Shape = {
  keys: {
    name: "text",
    version: "label",
    semanticVersion: "label",
    rules: { list: RULE },
    properties: PROPERTIES,
  },
};

/**
 * SARIF 2.1.0, the types of its keys (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) as far as they carry a finding. What
 * tools hang on a result besides (fixes, flows, web requests) is only told from what it cannot be: they write it in many ways.
 */
export const SARIF_SHAPE: Shape = {
  keys: {
    $schema: "text",
    version: "text",
    runs: {
      list: {
        keys: {
          tool: { keys: { driver: COMPONENT, extensions: { list: COMPONENT } } },
          invocations: ANYTHING,
          versionControlProvenance: {
            list: { keys: { repositoryUri: "text", revisionId: "label", branch: "text" } },
          },
          artifacts: {
            list: { keys: { location: { keys: { uri: "text", index: "number" } } } },
          },
          results: { list: RESULT },
          taxonomies: ANYTHING,
          properties: PROPERTIES,
        },
      },
    },
  },
};
