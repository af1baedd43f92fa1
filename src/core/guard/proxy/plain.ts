import type { Json } from "../../canonicalJson.ts";
import { Lane, type Reading, Sent } from "./lane.ts";
import { type Members, toShape } from "./shape.ts";
import type { Whole } from "./wire.ts";

/** Routes besides those on which a model speaks, by method and path; clients ask them before they talk. */
export const PLAIN: Readonly<Record<string, Members>> = {
  "GET /models": {
    members: {
      object: { words: ["list"] },
      has_more: "boolean",
      first_id: "text",
      last_id: "text",
      data: {
        list: {
          members: {
            id: "text",
            object: { words: ["model"] },
            type: { words: ["model"] },
            created: "number",
            created_at: "text",
            owned_by: "text",
            display_name: "text",
          },
        },
      },
    },
  },
  "POST /messages/count_tokens": { members: { input_tokens: "number" } },
  "POST /responses/input_tokens": {
    members: { object: { words: ["response.input_tokens"] }, input_tokens: "number" },
  },
};

export function guardPlain(
  shape: Members,
  body: { readonly [name: string]: Json },
  reading: Reading,
): Whole {
  const sent = new Sent();
  const lane = new Lane("body", reading, sent);
  const out = toShape(shape, body, lane, "body") as { readonly [name: string]: Json };
  return { body: lane.isHalted ? {} : out, lanes: [lane], sent };
}
