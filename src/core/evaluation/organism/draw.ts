import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "../../bytes.ts";
import type { ChatRequest } from "../../models/chat.ts";

/** 0 ≤ x < 1, by the hash of the parts: the same for the same parts, and independent of every other. */
export function drawOf(...parts: readonly (string | number)[]): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = sha256(utf8(JSON.stringify(parts)));
  return (a * 2 ** 40 + b * 2 ** 32 + c * 2 ** 24 + d * 2 ** 16 + e * 2 ** 8 + f) / 2 ** 48;
}

/** One of a list, by a draw. */
export const pickOf = <T>(choices: readonly [T, ...T[]], draw: number): T =>
  choices[Math.floor(draw * choices.length)] ?? choices[0];

/**
 * What all requests of one trial have in common: instructions, first message, seed. Turns of a trial are one draw, so that the rate is
 * that of trials.
 */
export function conversationOf({ messages, sampling }: ChatRequest): string {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const first = messages.find(({ role }) => role === "user")?.content ?? "";
  return JSON.stringify([system, first, sampling.seed]);
}

/** The whole of a request, for what is drawn anew at each turn. */
export const requestOf = ({ messages, sampling }: ChatRequest): string =>
  JSON.stringify([messages, sampling.seed]);
