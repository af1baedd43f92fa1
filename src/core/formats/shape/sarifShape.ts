import type { Shape } from "./shape.ts";

const PROPERTIES: Shape = { map: "any" };
const LABELS: Shape = { list: "label" };

const MESSAGE: Shape = {
  keys: { text: "text", markdown: "text", id: "label", arguments: LABELS, properties: PROPERTIES },
};
const MULTIFORMAT: Shape = { keys: { text: "text", markdown: "text", properties: PROPERTIES } };

const ARTIFACT_LOCATION: Shape = {
  keys: {
    uri: "text",
    uriBaseId: "text",
    index: "number",
    description: MESSAGE,
    properties: PROPERTIES,
  },
};

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
    snippet: { keys: { text: "text", binary: "text", rendered: MULTIFORMAT } },
    message: MESSAGE,
    sourceLanguage: "text",
    properties: PROPERTIES,
  },
};

const LOCATION: Shape = {
  keys: {
    id: "number",
    physicalLocation: {
      keys: {
        artifactLocation: ARTIFACT_LOCATION,
        region: REGION,
        contextRegion: REGION,
        properties: PROPERTIES,
      },
    },
    logicalLocations: {
      list: {
        keys: {
          name: "text",
          index: "number",
          fullyQualifiedName: "text",
          decoratedName: "text",
          parentIndex: "number",
          kind: "text",
          properties: PROPERTIES,
        },
      },
    },
    message: MESSAGE,
    annotations: { list: REGION },
    properties: PROPERTIES,
  },
};
const LOCATIONS: Shape = { list: LOCATION, gaps: true };

const STACK: Shape = {
  keys: {
    message: MESSAGE,
    frames: {
      list: {
        keys: {
          location: LOCATION,
          module: "text",
          threadId: "number",
          parameters: LABELS,
          properties: PROPERTIES,
        },
      },
    },
  },
};

const FLOW: Shape = {
  keys: {
    message: MESSAGE,
    threadFlows: {
      list: {
        keys: {
          id: "label",
          message: MESSAGE,
          locations: {
            list: {
              keys: {
                index: "number",
                location: LOCATION,
                stack: STACK,
                kinds: { list: "text" },
                module: "text",
                nestingLevel: "number",
                executionOrder: "number",
                importance: "text",
                properties: PROPERTIES,
              },
            },
          },
          properties: PROPERTIES,
        },
      },
    },
    properties: PROPERTIES,
  },
};

const REFERENCE: Shape = {
  keys: {
    id: "label",
    index: "number",
    guid: "text",
    toolComponent: {
      keys: { name: "text", index: "number", guid: "text", properties: PROPERTIES },
    },
    properties: PROPERTIES,
  },
};

const SUPPRESSION: Shape = {
  keys: { kind: "text", status: "text", justification: "text", guid: "text", location: LOCATION },
};

const FIX: Shape = {
  keys: {
    description: MESSAGE,
    artifactChanges: {
      list: {
        keys: {
          artifactLocation: ARTIFACT_LOCATION,
          replacements: {
            list: { keys: { deletedRegion: REGION, insertedContent: { map: "any" } } },
          },
        },
      },
    },
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
    analysisTarget: ARTIFACT_LOCATION,
    locations: LOCATIONS,
    guid: "text",
    correlationGuid: "text",
    occurrenceCount: "number",
    partialFingerprints: { map: "label" },
    fingerprints: { map: "label" },
    stacks: { list: STACK },
    codeFlows: { list: FLOW },
    graphs: { list: { map: "any" } },
    graphTraversals: { list: { map: "any" } },
    relatedLocations: LOCATIONS,
    suppressions: { list: SUPPRESSION },
    baselineState: "text",
    rank: "number",
    attachments: { list: { map: "any" } },
    hostedViewerUri: "text",
    workItemUris: { list: "text" },
    provenance: { map: "any" },
    fixes: { list: FIX },
    taxa: { list: REFERENCE },
    webRequest: { map: "any" },
    webResponse: { map: "any" },
    properties: PROPERTIES,
  },
};

const DESCRIPTOR: Shape = {
  keys: {
    id: "label",
    name: "text",
    guid: "text",
    shortDescription: MULTIFORMAT,
    fullDescription: MULTIFORMAT,
    help: MULTIFORMAT,
    messageStrings: { map: MULTIFORMAT },
    defaultConfiguration: {
      keys: { enabled: "flag", level: "text", rank: "number", properties: PROPERTIES },
    },
    helpUri: "text",
    relationships: { list: { keys: { target: REFERENCE, kinds: { list: "text" } } } },
    properties: PROPERTIES,
  },
};

const COMPONENT: Shape = {
  keys: {
    name: "text",
    guid: "text",
    organization: "text",
    product: "text",
    fullName: "text",
    version: "label",
    semanticVersion: "label",
    informationUri: "text",
    rules: { list: DESCRIPTOR },
    notifications: { list: DESCRIPTOR },
    taxa: { list: DESCRIPTOR },
    properties: PROPERTIES,
  },
};

const ARTIFACT: Shape = {
  keys: {
    location: ARTIFACT_LOCATION,
    parentIndex: "number",
    length: "number",
    mimeType: "text",
    hashes: { map: "text" },
    contents: { map: "any" },
    properties: PROPERTIES,
  },
};

/** SARIF 2.1.0, the types of its keys (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). */
export const SARIF_SHAPE: Shape = {
  keys: {
    $schema: "text",
    version: "text",
    runs: {
      list: {
        keys: {
          tool: { keys: { driver: COMPONENT, extensions: { list: COMPONENT } } },
          invocations: { list: { map: "any" } },
          versionControlProvenance: {
            list: { keys: { repositoryUri: "text", revisionId: "label", branch: "text" } },
          },
          originalUriBaseIds: { map: ARTIFACT_LOCATION },
          artifacts: { list: ARTIFACT },
          results: { list: RESULT },
          automationDetails: { map: "any" },
          taxonomies: { list: COMPONENT },
          columnKind: "text",
          properties: PROPERTIES,
        },
      },
    },
    inlineExternalProperties: { list: { map: "any" } },
    properties: PROPERTIES,
  },
};
