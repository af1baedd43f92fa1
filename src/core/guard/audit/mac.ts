import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8 } from "../../bytes.ts";

export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8(text)));

/** The kind keeps values apart that are the same text in different places. */
export const macHex = (key: Uint8Array, kind: string, text: string): string =>
  bytesToHex(hmac(sha256, key, utf8(`${kind}\n${text}`)));
