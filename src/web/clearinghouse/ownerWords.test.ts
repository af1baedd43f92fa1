import { expect, test } from "vitest";
import { ownerWords } from "./ownerWords.ts";

const now = new Date("2026-09-22T09:40:00Z");

test.each([
  ["not-contacted", null, "not contacted", "none"],
  ["acknowledged", "2026-09-01T00:00:00Z", "acknowledged", "good"],
  ["sent", "2026-09-20T00:00:00Z", "sent 2 d", "waiting"],
  ["sent", "2026-09-22T09:00:00Z", "sent", "waiting"],
  ["sent", "2026-08-31T00:00:00Z", "silent 22 d", "late"],
  ["need-more", "2026-08-31T00:00:00Z", "need more", "waiting"],
])("%s since %s reads “%s”", (state, since, text, tone) => {
  expect(ownerWords(state, since, now)).toEqual({ text, tone });
});
