import { hash } from "node:crypto";

/** In one call: `createHash` would take half as long again, a million times in a large log. */
export const sha256 = (data: Uint8Array | string): Uint8Array => hash("sha256", data, "buffer");
