// Runs one of the peers over texts: `node judge.mjs PEER`, a JSON array of texts on standard input, an array of what was found
// in each on standard output: {ranges: [[from, to]…] in UTF-16 units, values: […] where the peer tells no place}.
import { text } from "node:stream/consumers";

const SECRET = /TOKEN|KEY|SECRET|PASSWORD|CREDENTIAL|JWT|PRIVATE|WEBHOOK|BEARER|AUTH/;

async function guardrailsSecrets() {
  const { secretKeysCheck } = (await import("@openai/guardrails")).default;
  return async (one) => {
    const { info } = await secretKeysCheck({}, one, { threshold: "strict" });
    return { ranges: [], values: info.detected_secrets ?? [] };
  };
}

async function guardrailsPii() {
  const { pii, PIIConfig } = (await import("@openai/guardrails")).default;
  const config = { ...PIIConfig.parse({}), detect_encoded_pii: true };
  return async (one) => {
    const { info } = await pii({}, one, config);
    return { ranges: [], values: Object.values(info.detected_entities ?? {}).flat() };
  };
}

async function secretlint() {
  const { lintSource } = await import("@secretlint/core");
  const { creator: rule } = await import("@secretlint/secretlint-rule-preset-recommend");
  const rules = [{ id: "@secretlint/secretlint-rule-preset-recommend", rule }];
  return async (content) => {
    const source = { filePath: "/text.txt", content, ext: ".txt", contentType: "text" };
    const { messages } = await lintSource({ source, options: { config: { rules } } });
    return { ranges: messages.map(({ range }) => range), values: [] };
  };
}

async function openRedaction(keeps) {
  const { OpenRedaction } = await import("@openredaction/core");
  const guard = new OpenRedaction();
  return async (one) => {
    const { detections } = await guard.detect(one);
    const kept = detections.filter(({ type }) => keeps(type));
    return { ranges: kept.map(({ position }) => position), values: [] };
  };
}

const PEERS = {
  "guardrails-secrets": guardrailsSecrets,
  "guardrails-pii": guardrailsPii,
  secretlint,
  "openredaction-secrets": () => openRedaction((type) => SECRET.test(type)),
  "openredaction-pii": () => openRedaction(() => true),
};

// Whatever a peer says on its own goes to standard error.
console.log = console.error;
console.warn = () => {};
const judge = await PEERS[process.argv[2]]();
const found = [];
for (const one of JSON.parse(await text(process.stdin))) found.push(await judge(one));
process.stdout.write(JSON.stringify(found));
