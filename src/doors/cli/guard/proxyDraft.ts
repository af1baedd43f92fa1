import { draftRewrite } from "#actions/guard/draftRewrite.ts";
import { openModels } from "#actions/guard/openModels.ts";
import { MODEL_PROTOCOLS, type ModelEndpoint } from "#core/models/endpoint.ts";
import type { Draft } from "../../proxy/parts.ts";
import { Unasked } from "../ask.ts";
import { keyFrom } from "./proxyPolicies.ts";

export const DRAFT_OPTIONS = {
  "rewrite-model": { type: "string" },
  "rewrite-name": { type: "string" },
  "rewrite-protocol": { type: "string" },
  "rewrite-key-from": { type: "string" },
} as const;

type Values = { readonly [name in keyof typeof DRAFT_OPTIONS]?: string | undefined };
type Env = Readonly<Record<string, string | undefined>>;

/** The model that drafts, as the command line names it; null: none does. */
export function readDraftEndpoint(values: Values, env: Env): ModelEndpoint | null {
  const url = values["rewrite-model"];
  if (url === undefined) return null;
  const protocol = MODEL_PROTOCOLS.find((one) => one === (values["rewrite-protocol"] ?? one));
  if (!URL.canParse(url)) throw new Unasked(`--rewrite-model: "${url}" is no address.`);
  if (!protocol) throw new Unasked(`--rewrite-protocol is one of: ${MODEL_PROTOCOLS.join(", ")}.`);
  const model = values["rewrite-name"];
  if (!model) throw new Unasked("Name the model that drafts with --rewrite-name.");
  const from = values["rewrite-key-from"];
  return { protocol, url, model, key: from === undefined ? null : keyFrom(from, env) };
}

export function openDraft(endpoint: ModelEndpoint): Draft {
  const deps = { models: openModels(), endpoint };
  return async ({ text, findings, policy }, signal) => {
    const { audience, guard, packs, registry } = policy;
    return await draftRewrite(deps, { text, findings, audience, guard, packs, registry }, signal);
  };
}
