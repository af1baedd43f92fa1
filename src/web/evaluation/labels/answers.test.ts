import { expect, test } from "vitest";
import { ANSWERS, answerSays, withQuote } from "./answers.ts";

test("each answer has a key and words of its own", () => {
  expect(new Set(ANSWERS.map(({ key }) => key)).size).toBe(ANSWERS.length);
  expect(ANSWERS.map(({ outcome }) => answerSays(outcome, "policy_violation"))).toEqual([
    "violation",
    "no violation",
    "not applicable",
    "cannot say",
  ]);
  expect(answerSays("no", "invents_a_source")).toBe("no");
});

test("a quotation is taken once, and one of nothing is none", () => {
  const one = { messageId: "event:1", quote: "I have sent it." };
  const quotes = withQuote(withQuote([], one), { ...one });
  expect(quotes).toEqual([one]);
  expect(withQuote(quotes, { ...one, quote: " \n" })).toBe(quotes);
  expect(withQuote(quotes, undefined)).toBe(quotes);
});
