import type { ChatReply } from "#core/models/chat.ts";
import type { ModelRefusal } from "#core/models/endpoint.ts";
import { addressOf, DIALECTS } from "#core/models/protocol.ts";
import { toSound } from "#core/models/sound.ts";
import { ok, type Result, refuse } from "#core/result.ts";
import type { Answer, Call } from "./call.ts";
import { openCassettes } from "./cassettes.ts";
import { type Ceilings, NO_CEILINGS, type OpenCeilings, openCeilings } from "./ceilings.ts";
import { plainAddress } from "./exchange.ts";
import { type NetworkOptions, openNetwork } from "./network.ts";
import { openReplay, openScripted, type Script } from "./offline.ts";
import type { ModelPort } from "./port.ts";

export type PortMode =
  | { readonly mode: "live" }
  /** As live, and every answer is kept in the folder. */
  | { readonly mode: "record"; readonly cassettes: string }
  /** Nothing is asked: answers come from the folder, or there is none. */
  | { readonly mode: "replay"; readonly cassettes: string }
  | { readonly mode: "scripted"; readonly script: readonly ChatReply[] | Script };

export type PortOptions = PortMode &
  NetworkOptions & {
    readonly ceilings?: Partial<Ceilings>;
    /** Asks for answers in pieces. What comes of it is the same. */
    readonly streaming?: boolean;
  };

function openWay(options: PortOptions, ceilings: OpenCeilings): (call: Call) => Promise<Answer> {
  switch (options.mode) {
    case "live":
      return openNetwork(options, ceilings, null);
    case "record":
      return openNetwork(options, ceilings, openCassettes(options.cassettes));
    case "replay":
      return openReplay(ceilings, openCassettes(options.cassettes));
    case "scripted":
      return openScripted(ceilings, options.script);
  }
}

/** Where no request could go. A key that no header can hold would be quoted by whoever tries. */
function checkEndpoint(address: string, key: string | null): Result<string, ModelRefusal> {
  if (key !== null && !/^[\x21-\x7e]+$/.test(key))
    return refuse(
      "model/unreachable",
      "The key is empty, or holds blanks or other characters that no key has. Copy it again.",
    );
  const isWeb = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  if (!isWeb) return refuse("model/unreachable", `"${address}" is no http or https address.`);
  const { username, password } = new URL(address);
  return username === "" && password === ""
    ? ok(address)
    : refuse(
        "model/unreachable",
        `The address of ${plainAddress(address)} holds a name or a password. Give the key apart.`,
      );
}

export function openModelPort(options: PortOptions): ModelPort {
  const ceilings = openCeilings({ ...NO_CEILINGS, ...options.ceilings }, options.now);
  const send = openWay(options, ceilings);
  return {
    ask: async (endpoint, request, signal, how = {}) => {
      if (signal?.aborted) return refuse("model/cancelled", "The run was cancelled.");
      const checked = checkEndpoint(addressOf(endpoint), endpoint.key);
      if (!checked.ok) return checked;
      const { toRequest } = DIALECTS[endpoint.protocol];
      const asked = toRequest(endpoint.model, request, options.streaming);
      const wire = toSound(asked);
      if (wire === undefined)
        return refuse("model/malformed", "What is asked is nested too deeply to be sent.");
      const body = JSON.stringify(wire);
      return await send({ endpoint, address: checked.value, request, wire, body, how, signal });
    },
    spent: ceilings.spent,
  };
}
