import type { Json } from "../../canonicalJson.ts";
import { Lane, type Reading, Sent } from "./lane.ts";
import { SPEECHES } from "./protocols.ts";
import { isObject, type Members, toShape } from "./shape.ts";
import type { Protocol, Whole } from "./wire.ts";

const ERROR: Members = {
  members: {
    type: { words: ["error"] },
    request_id: "text",
    error: {
      members: {
        message: "text",
        type: "text",
        param: "text",
        code: { either: ["text", "number"] },
      },
    },
  },
};

/** What the model's side answered in place of an answer. Its words are judged like all others: it may repeat what it was told. */
export function guardError(
  protocol: Protocol,
  status: number,
  body: unknown,
  reading: Reading,
): Whole {
  const sent = new Sent();
  const lane = new Lane("error", reading, sent);
  const shaped = isObject(body) ? toShape(ERROR, body, lane, "body") : undefined;
  const isTold = isObject(shaped) && isObject(shaped.error) && !lane.isHalted;
  const fault = { code: "upstream_error", message: `The model's side answered ${status}.` };
  const told = isTold ? shaped : SPEECHES[protocol].error(fault);
  return { body: told as { readonly [name: string]: Json }, lanes: [lane], sent };
}
