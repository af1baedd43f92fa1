import { expect, test } from "vitest";
import { answerOf } from "./answer.ts";

const words = { note: "", reason: "intended-behaviour", version: "" } as const;

test("an answer carries what its kind needs and no more", () => {
  expect(answerOf("acknowledge", words)).toEqual({ ok: true, value: { answer: "acknowledge" } });
  expect(answerOf("not-ours", { ...words, note: " see docs " })).toEqual({
    ok: true,
    value: { answer: "not-ours", reason: "intended-behaviour", note: "see docs" },
  });
  expect(answerOf("fixed", { ...words, version: " 3.2.2 " })).toEqual({
    ok: true,
    value: { answer: "fixed", version: "3.2.2" },
  });
});

test.each(["next", "", "soon!", " "])(
  "“%s” is no version, and the owner is told what one looks like",
  (version) => {
    expect(answerOf("fixed", { ...words, version })).toEqual({
      ok: false,
      problem: "Give a version or a commit, such as 3.2.2 or 9f2ad4e.",
    });
  },
);

test("asking for more needs the question", () => {
  expect(answerOf("need-more", words).ok).toBe(false);
  expect(answerOf("need-more", { ...words, note: "Which branch?" }).ok).toBe(true);
});
