import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK, STRICT_PACK } from "../../../testing/guardSample.ts";
import { PLAIN_ANSWERS, readSse, saidIn, stopIn, toSse } from "../../../testing/modelWire.ts";
import { RICH_STREAMS } from "../../../testing/modelWireRich.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { evaluateText } from "../evaluateText.ts";
import type { Pack } from "../pack.ts";
import { GuardedStream } from "./guardedStream.ts";
import { SPEECHES } from "./protocols.ts";
import { PROTOCOLS, type Protocol } from "./wire.ts";

const PUBLIC = { kind: "public" } as const;
const WAIT_PACK: Pack = {
  ...STRICT_PACK,
  id: "wait",
  rules: STRICT_PACK.rules.map((rule) => ({
    ...rule,
    id: "wait/word",
    action: "escalate",
    detector: { kind: "terms", terms: ["perhaps"] },
    examples: ["perhaps"],
  })),
};
const guard = compileGuard([SAMPLE_PACK, STRICT_PACK, WAIT_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const relaxed = compileGuard([SAMPLE_PACK, STRICT_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const encoder = new TextEncoder();

const open = (protocol: Protocol, isKept = false) =>
  new GuardedStream({
    open: SPEECHES[protocol].open,
    reading: { guard, audience: PUBLIC, isKept },
    policy: "policy",
    choices: 1,
    mayAsk: isKept,
  });

function through(protocol: Protocol, pieces: readonly Uint8Array[]) {
  const stream = open(protocol);
  const out = pieces.map((piece) => stream.push(piece)).join("") + stream.end();
  return { out, report: stream.report() };
}

const tokensOf = (text: string, places: readonly number[]): string[] => {
  const cuts = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [...cuts, text.length].map((to, i) => text.slice(cuts[i - 1] ?? 0, to));
};
const bytesCut = (bytes: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const cuts = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b);
  return [...cuts, bytes.length].map((to, i) => bytes.subarray(cuts[i - 1] ?? 0, to));
};

const examples = SAMPLE_PACK.rules.flatMap((rule) => [...rule.examples, ...rule.counterExamples]);
const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...examples) },
      { weight: 3, arbitrary: fc.constantFrom(" ", "\n", "😀", "é", '"', "\\", "\u2028", "ab ") },
      { weight: 1, arbitrary: fc.string({ maxLength: 8, unit: "binary" }) },
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(""));
const cuts = fc.array(fc.nat(20_000), { maxLength: 12 });

describe.each(PROTOCOLS)("an answer as %s", (protocol) => {
  const answer = (tokens: readonly string[]) =>
    encoder.encode(toSse(PLAIN_ANSWERS[protocol](tokens)));
  const whole = answer([
    "Mail jane",
    ".doe@exa",
    "mple.com 😀",
    " or ask",
    " AK1234",
    "5678",
    " now",
  ]);

  test("leaves the same however its bytes are cut: at each place, and one by one", () => {
    const { out } = through(protocol, [whole]);
    expect(saidIn(protocol, out)).toBe("Mail [EMAIL] 😀 or ask [KEY] now");
    for (let cut = 1; cut < whole.length; cut += 1) {
      const pieces = [whole.subarray(0, cut), whole.subarray(cut)];
      expect(through(protocol, pieces).out).toBe(out);
    }
    const single = Array.from(whole, (byte) => Uint8Array.of(byte));
    expect(through(protocol, single).out).toBe(out);
  });

  test("leaves the same where lines end in CR LF or CR, and comments stand between", () => {
    const { out } = through(protocol, [whole]);
    const lines = new TextDecoder().decode(whole).replaceAll("\n\n", "\n: AK12345678\nid: 7\n\n");
    for (const end of ["\r\n", "\r"]) {
      const bytes = encoder.encode(`\ufeff${lines.replaceAll("\n", end)}`);
      expect(through(protocol, bytesCut(bytes, [3, 70, 71, 500, 501])).out).toBe(out);
    }
  });

  test("says what the whole text may say, however tokens and bytes are cut", () => {
    fc.assert(
      fc.property(text, cuts, cuts, (words, places, at) => {
        const { output, action } = evaluateText(words, PUBLIC, guard);
        const { out, report } = through(protocol, bytesCut(answer(tokensOf(words, places)), at));
        expect(report.verdict).toBe(action);
        if (output === null)
          expect(stopIn(protocol, out)).toMatch(/content_filter|refusal|incomplete/);
        // A lone surrogate has no UTF-8: whoever sends it sends U+FFFD.
        else expect(saidIn(protocol, out)).toBe(output);
      }),
      { numRuns: 150 },
    );
  });

  test("stops before what blocks it, says so in its own words, and says nothing after", () => {
    const { out, report } = through(protocol, [
      answer(["All is well. cn", "ry-12", "34 and", " more"]),
    ]);
    expect(saidIn(protocol, out)).toBe("All is well. ");
    expect(out).not.toMatch(/cnry|34|more/);
    expect(stopIn(protocol, out)).toMatch(/^(?:content_filter|refusal|incomplete)$/);
    expect(report).toMatchObject({ verdict: "block", outcome: "blocked" });
    const last = readSse(out).filter(({ data }) => data !== "[DONE]");
    expect(JSON.stringify(last.at(-1))).toContain('"ruleId":"sample/canary"');
    expect(JSON.stringify(last.at(-1))).toContain('"url":"https://example.org/"');
  });

  test("keeps what it holds when the other side breaks off, closes too early, or talks nonsense", () => {
    const begun = toSse(PLAIN_ANSWERS[protocol](["Mail jane", ".doe@exa"])).split(
      /(?<=exa"[^\n]*\n\n)/,
    )[0];
    const stops: readonly ((stream: GuardedStream) => string)[] = [
      (stream) => stream.end(),
      (stream) => stream.fail({ code: "upstream_reset", message: "The connection broke." }),
      (stream) => stream.push(encoder.encode("data: <html>AK12345678</html>\n\n")),
      (stream) => stream.push(encoder.encode("data: [1]\n\n")),
      (stream) =>
        stream.push(encoder.encode(`data: {"type":"x","error":${"[".repeat(50_000)}]}\n\n`)),
      (stream) => stream.push(Uint8Array.of(0xff, 0xfe)),
      (stream) => stream.push(Uint8Array.of(0xe2)) + stream.end(),
    ];
    for (const stop of stops) {
      const stream = open(protocol);
      const out =
        stream.push(encoder.encode(begun)) + stop(stream) + stream.push(whole) + stream.end();
      expect(saidIn(protocol, out)).toBe("Mail ");
      expect(out).not.toMatch(/jane|doe|exa"|html|AK/);
      expect(out).toMatch(/"error"/);
      expect(stream.report().outcome).toBe("blocked");
    }
  });

  test("waits for a person where a rule escalates, and goes on where it stopped", () => {
    const bytes = answer(["Mail a@b.co.uk. It is ", "perh", "aps late, AK1234", "5678."]);
    const waiting = () => {
      const stream = open(protocol, true);
      const out = stream.push(bytes) + stream.end();
      expect(stream.state).toBe("waiting");
      expect(saidIn(protocol, out)).toBe("Mail [EMAIL]. It is ");
      expect(stopIn(protocol, out)).toBeUndefined();
      expect([...stream.held().values()]).toEqual([
        "Mail a@b.co.uk. It is perhaps late, AK12345678.",
      ]);
      return { stream, out };
    };
    const let1 = waiting();
    const released =
      let1.out +
      let1.stream.release({ guard: relaxed, audience: PUBLIC, isKept: true }, "released");
    expect(saidIn(protocol, released)).toBe("Mail [EMAIL]. It is perhaps late, [KEY].");
    expect(stopIn(protocol, released)).toMatch(/^(?:stop|end_turn|completed)$/);
    expect(let1.stream.report()).toMatchObject({ verdict: "escalate", outcome: "released" });

    const { stream, out } = waiting();
    const refused = out + stream.refuse("held", "Nobody answered.");
    expect(saidIn(protocol, refused)).toBe("Mail [EMAIL]. It is ");
    expect(stopIn(protocol, refused)).toMatch(/^(?:content_filter|refusal|incomplete)$/);
    expect(stream.report()).toMatchObject({ outcome: "held", reason: "Nobody answered." });

    const other = waiting();
    const still = other.stream.release({ guard, audience: PUBLIC, isKept: true }, "released");
    expect(saidIn(protocol, still)).toBe("");
    expect(other.stream.report().outcome).toBe("blocked");
  });

  test("keeps everything that follows until the person has decided, tools above all", () => {
    const events = toSse(RICH_STREAMS[protocol]).replaceAll("this is it. ", "perhaps it is. ");
    const stream = new GuardedStream({
      open: SPEECHES[protocol].open,
      reading: { guard, audience: PUBLIC, isKept: true },
      policy: "policy",
      choices: 2,
      mayAsk: true,
    });
    const before = stream.push(encoder.encode(events)) + stream.end();
    expect(stream.state).toBe("waiting");
    expect(before).not.toMatch(/perhaps|it is\. |look|one two/);
    const after = stream.release({ guard: relaxed, audience: PUBLIC, isKept: true }, "released");
    expect(saidIn(protocol, before + after)).toContain("perhaps it is. ");
    expect(after).toContain("look");
    const once = readSse(before + after).map(({ data }) => JSON.stringify(data));
    const structural = once.filter((data) => /_start"|\.added"|"role"/.test(data));
    expect(new Set(structural).size).toBe(structural.length);
  });

  test("is blocked where what a person let go would begin otherwise than it began", () => {
    const bare = compileGuard([STRICT_PACK], { embargoed: [] }, SAMPLE_CHECKS);
    const stream = open(protocol, true);
    const out = stream.push(answer(["Mail a@b.co.uk. It is ", "perhaps late."])) + stream.end();
    const rest = stream.release({ guard: bare, audience: PUBLIC, isKept: true }, "released");
    expect(saidIn(protocol, out + rest)).toBe("Mail [EMAIL]. It is ");
    expect(stopIn(protocol, rest)).toMatch(/^(?:content_filter|refusal|incomplete)$/);
    expect(rest).not.toMatch(/late\.|a@b/);
    expect(stream.report().outcome).toBe("blocked");
  });

  test("is not left waiting where something in it blocks anyhow", () => {
    const stream = open(protocol, true);
    const out = stream.push(answer(["perhaps ", "cnry-1234"])) + stream.end();
    expect(stream.state).toBe("over");
    expect(saidIn(protocol, out)).toBe("");
  });
});
