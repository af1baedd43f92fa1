import { isFields } from "../../assert/reading.ts";
import { toOneLine } from "../foreignText.ts";

/** The target of an `evaluation.yaml`, with what a person has to know of it. */
export type SuiteTarget = {
  readonly target: Readonly<Record<string, unknown>>;
  readonly note: string | null;
};

const UNNAMED = { kind: "openai", url: "http://127.0.0.1:8080/v1", model: "name-the-model" };

/** The first provider, where it is asked over OpenAI's or Anthropic's own protocol; else a place to fill in. */
export function toTarget(providers: unknown): SuiteTarget {
  const list: unknown[] = providers === undefined || providers === null ? [] : [providers].flat();
  const names = list.map((own) => toOneLine(nameOf(own), 80));
  const [first] = list;
  const known =
    first === undefined ? null : knownTarget(nameOf(first), isFields(first) ? configOf(first) : {});
  if (known === null)
    return {
      target: UNNAMED,
      note:
        names.length === 0
          ? null
          : `providers: name the target in evaluation.yaml; ${names.join(", ")} is not one that can be asked as it stands.`,
    };
  const others = names.slice(1);
  return {
    target: known,
    note: `providers: ${names[0]} is the target${others.length > 0 ? `; each of the others is an evaluation of its own: ${others.join(", ")}` : ""}.`,
  };
}

const nameOf = (provider: unknown): string => {
  if (typeof provider === "string") return provider;
  if (!isFields(provider)) return "a program";
  return typeof provider.id === "string" ? provider.id : (Object.keys(provider)[0] ?? "");
};

/** Of `{id, config}`, or of `{name: {config}}`. */
const configOf = (provider: Readonly<Record<string, unknown>>): unknown => {
  const [only] = Object.values(provider);
  return provider.config ?? (isFields(only) ? only.config : {});
};

function knownTarget(name: string, config: unknown) {
  const [, kind, way, model] =
    /^(openai|anthropic):(?:(chat|messages|responses):)?([^:]+(?::ft.*)?)$/.exec(name) ?? [];
  if (
    kind === undefined ||
    model === undefined ||
    ["embedding", "completion", "realtime", "image"].includes(model)
  )
    return null;
  if (kind === "openai" && way === "messages") return null;
  const held = isFields(config) ? config : {};
  const url =
    typeof held.apiBaseUrl === "string" && /^https?:\/\//.test(held.apiBaseUrl)
      ? held.apiBaseUrl
      : undefined;
  const sampling = {
    ...(typeof held.temperature === "number" ? { temperature: held.temperature } : {}),
    ...(typeof held.max_tokens === "number" ? { max_tokens: held.max_tokens } : {}),
  };
  return {
    kind,
    model,
    ...(url === undefined ? {} : { url }),
    key_env: kind === "openai" ? "OPENAI_API_KEY" : "ANTHROPIC_API_KEY",
    ...(Object.keys(sampling).length > 0 ? { sampling } : {}),
  };
}
