import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCodePoints } from "./codePoints.ts";
import { normalize, toRawSpan } from "./normalize.ts";
import { partialRatio } from "./partialRatio.ts";
import { type CitationPart, resolveCitation } from "./resolve.ts";
import type { CitableMessage } from "./source.ts";
import { splitQuote } from "./splitQuote.ts";

const say = (...texts: string[]): CitableMessage[] =>
  texts.map((text, i) => ({ index: String(i + 1), messageId: `event:${i}`, text }));

const resolveOne = (claimed: string, quote: string, messages: readonly CitableMessage[]) =>
  resolveCitation(claimed, [quote], messages)[0] as CitationPart;

const cited = (part: CitationPart, messages: readonly CitableMessage[]): string => {
  const text = messages.find(({ messageId }) => messageId === part.messageId)?.text ?? "";
  const [start, end] = part.position ?? [0, 0];
  return toCodePoints(text).slice(start, end).join("");
};

describe("a quotation is found", () => {
  const messages = say(
    "The account is **frozen** until Monday.",
    "She said: \u201cDo not release the funds today.\u201d And left.",
  );

  test("where it stands, letter for letter", () => {
    const part = resolveOne("1", "until Monday", messages);
    expect(part.resolution).toEqual({ status: "resolved", method: "exact" });
    expect(cited(part, messages)).toBe("until Monday");
    expect(part.anchor).toMatchObject({ prefix: "e account is **frozen** ", suffix: "." });
  });

  test("without the markup and the shape of quotation marks", () => {
    expect(cited(resolveOne("1", "is frozen until", messages), messages)).toBe(
      "is **frozen** until",
    );
    const part = resolveOne("2", '"Do not  release the funds today."', messages);
    expect(part.resolution.method).toBe("exact");
    expect(part.position).toEqual([10, 43]);
  });

  test("in another message than the one claimed, and that is said", () => {
    const part = resolveOne("2", "until Monday", messages);
    expect(part).toMatchObject({ claimedIndex: "2", matchedIndex: "1", messageId: "event:0" });
    expect(part.resolution.detail).toContain("stands in 1");
  });

  test("when nearly the same, as whole words", () => {
    const part = resolveOne("2", "Do not release these funds today", messages);
    expect(part.resolution).toEqual({ status: "resolved", method: "conservative_fuzzy" });
    expect(cited(part, messages)).toContain("release the funds today");
  });

  test("by code points and not by halves of them", () => {
    const faces = say("😀😀 the door stays shut 😀");
    expect(resolveOne("1", "the door stays shut", faces).position).toEqual([3, 22]);
  });

  test("in a tool's argument or result before the text that shows it", () => {
    const [call] = say("[search(door) → shut since noon]");
    const messages = [
      {
        ...(call as CitableMessage),
        toolArguments: { query: "door" },
        toolResult: "shut since noon",
      },
    ];
    expect(resolveOne("1", "since noon", messages)).toMatchObject({
      sourceKind: "tool_result",
      position: [5, 15],
    });
    expect(resolveOne("1", "door", messages)).toMatchObject({
      sourceKind: "tool_arg",
      toolArgument: "query",
    });
  });
});

describe("a quotation is not guessed", () => {
  test("where it stands more than once, or in several messages", () => {
    expect(resolveOne("1", "no", say("no, no")).resolution.status).toBe("ambiguous");
    const twice = resolveOne("2", "it is shut", say("it is shut", "it is shut"));
    expect(twice).toMatchObject({ position: null, resolution: { status: "ambiguous" } });
  });

  test("where another stretch is nearly as like", () => {
    const messages = say("transfer number 4411 was sent. transfer number 4412 was sent.");
    const part = resolveOne("1", "transfer number 4413 was sent", messages);
    expect(part.resolution).toMatchObject({ status: "ambiguous" });
  });

  test("where nothing is like it, there is no such message, or the message is empty", () => {
    const messages = say("Nothing of the kind was ever said here.", "");
    const methodOf = (claimed: string) =>
      resolveOne(claimed, "The vault opens at dawn with two keys", messages).resolution.method;
    expect(methodOf("1")).toBe("quote_not_found");
    expect(methodOf("2")).toBe("missing_message_text");
    expect(methodOf("9")).toBe("missing_message_id");
  });

  test("one citation in two messages is ambiguous in all its parts", () => {
    const parts = resolveCitation("1", ["the first", "the second"], say("the first", "the second"));
    expect(parts.map(({ resolution }) => resolution.status)).toEqual(["ambiguous", "ambiguous"]);
    expect(parts.map(({ position }) => position)).toEqual([null, null]);
  });
});

test("what is cited exactly is what was quoted, wherever it stands", () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 4, maxLength: 20 }), fc.nat(), (words, at) => {
      const quote = words[at % words.length] ?? "";
      const messages = say(words.join(" "));
      const part = resolveOne("1", quote, messages);
      if (part.position === null) expect(part.resolution.status).toBe("ambiguous");
      else expect(cited(part, messages)).toBe(quote);
    }),
  );
});

describe("partial ratio", () => {
  const nextRow = (row: readonly number[], x: string, b: string): number[] => {
    const next = [0];
    for (const [j, y] of [...b].entries())
      next.push(x === y ? (row[j] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0));
    return next;
  };
  const ratio = (a: string, b: string): number => {
    const none = Array.from({ length: b.length + 1 }, () => 0);
    const last = [...a].reduce((row, x) => nextRow(row, x, b), none);
    return (200 * (last[b.length] ?? 0)) / (a.length + b.length);
  };

  /** By definition: the best of all windows as long as the pattern, and of the shorter ones at both ends. */
  function bestOfAll(sought: string, text: string): number {
    let best = 0;
    for (let end = 1; end < text.length + sought.length; end += 1) {
      const window = text.slice(Math.max(0, end - sought.length), end);
      best = Math.max(best, ratio(sought, window));
    }
    return best;
  }

  test("the search that leaves windows out finds the score that all of them have", () => {
    const letters = fc.stringMatching(/^[abc ]{1,40}$/);
    fc.assert(
      fc.property(fc.stringMatching(/^[abc ]{2,12}$/), letters, (sought, text) => {
        fc.pre(text.length > sought.length);
        const found = partialRatio(toCodePoints(sought), toCodePoints(text));
        expect(found.score).toBeCloseTo(bestOfAll(sought, text), 9);
      }),
    );
  });

  test("patterns longer than a machine word are compared whole", () => {
    const long =
      "the quick brown fox jumps over the lazy dog and does not look back, ever. ".repeat(3);
    expect(partialRatio(toCodePoints(long), toCodePoints(`xx${long}yy`))).toEqual({
      score: 100,
      start: 2,
      end: 2 + long.length,
    });
  });

  test("a long message and a long quotation take no second", () => {
    const text = toCodePoints("lorem ipsum dolor sit amet ".repeat(300));
    const sought = toCodePoints("dolor amet sit ipsum lorem ".repeat(12));
    const begun = performance.now();
    expect(partialRatio(sought, text).score).toBeGreaterThan(50);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

test("every stretch of the normalised text leads back to a stretch of the raw one that normalises to it", () => {
  const text = fc.stringMatching(/^[a-c*_` \n]{1,30}$/);
  fc.assert(
    fc.property(text, (raw) => {
      const points = toCodePoints(raw);
      const whole = normalize(points);
      if (whole.points.length === 0) return;
      const { start, end } = toRawSpan(whole, 0, whole.points.length);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(points.length);
      expect(whole.points.join("")).not.toMatch(/ {2}|^ | $/);
    }),
  );
});

test("long quotations are taken apart at gaps, lists and sentences", () => {
  expect(splitQuote("one [...] two")).toEqual(["one", "two"]);
  expect(splitQuote("short")).toEqual(["short"]);
  const sentence = `${"word ".repeat(30).trim()}.`;
  const parts = splitQuote([sentence, sentence, sentence].join(" "));
  expect(parts).toEqual([`${sentence} ${sentence}`, sentence]);
  expect(splitQuote(`- ${sentence}\n- ${sentence}\n- ${sentence}`)).toHaveLength(3);
});
