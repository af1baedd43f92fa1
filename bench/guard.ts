import { CHECKS } from "../src/core/guard/detect/checks.ts";
import type { Hits } from "../src/core/guard/engine/automaton.ts";
import { compileGuard, type Guard } from "../src/core/guard/engine/compileGuard.ts";
import { evaluateText } from "../src/core/guard/evaluateText.ts";
import { DEFAULT_PACKS } from "../src/core/guard/packs/catalogue.ts";
import { openStream } from "../src/core/guard/stream/openStream.ts";
import type { Figure } from "./run.ts";

const MESSAGE = 4_096;
const MESSAGES = 2_000;
const ROUNDS = 5;
const PUBLIC = { kind: "public" } as const;

/** A linear congruential generator: the same texts in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS =
  "the a of to in and is that an affected version before attacker crafted input parser buffer memory remote access request header token key value function library crate type unsafe pointer bounds check thread data race panic denial service patch release upgrade issue reported by team was fixed when using default configuration user name password field session file path length integer overflow".split(
    " ",
  );

function sentence(random: (below: number) => number): string {
  const words = Array.from({ length: 8 + random(14) }, () => WORDS[random(WORDS.length)] ?? "a");
  const number = random(3) === 0 ? ` in ${random(9)}.${random(30)}.${random(10)}` : "";
  return `${words.join(" ")}${number}. `;
}

function personal(random: (below: number) => number): string {
  const digits = (count: number) => Array.from({ length: count }, () => random(10)).join("");
  const name = `${WORDS[random(WORDS.length)]}.${WORDS[random(WORDS.length)]}`;
  return `Contact ${name}${random(99)}@example.com or +1 (2${digits(2)}) 5${digits(2)}-${digits(4)}, SSN on file: 5${digits(2)}-4${digits(1)}-${digits(4)}, host 10.${random(255)}.${random(255)}.7. `;
}

const cutTo = (text: string): string => Buffer.from(text.slice(0, MESSAGE)).toString();

function message(random: (below: number) => number, number: number): string {
  const write = number % 4 === 3 ? personal : sentence;
  let text = "";
  while (text.length < MESSAGE) text += write(random);
  const at = random(MESSAGE - 200);
  const secret = number % 100 === 0 ? ` ghp_${"x7Kq2mZ9".repeat(5).slice(0, 36)} ` : "";
  return cutTo(text.slice(0, at) + secret + text.slice(at));
}

/** The best of a few rounds, in MB/s: the machine is shared. */
function speedOf(bytes: number, work: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    work();
    return (performance.now() - begun) / 1_000;
  });
  return bytes / 1e6 / Math.min(...times);
}

function firstPass({ needles }: Guard, units: readonly Uint16Array[]): void {
  const hits: Hits = { pairs: new Uint32Array(4_096), count: 0 };
  for (const one of units) {
    hits.count = 0;
    needles.automaton.scan(one, 0, one.length, 0, hits);
  }
}

function byteSum(units: readonly Uint16Array[]): number {
  let sum = 0;
  for (const one of units) for (let i = 0; i < one.length; i += 1) sum += one[i] ?? 0;
  return sum;
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function decisionTimes(guard: Guard, messages: readonly string[]): number[] {
  return messages
    .map((text) => {
      const begun = performance.now();
      evaluateText(text, PUBLIC, guard);
      return performance.now() - begun;
    })
    .sort((a, b) => a - b);
}

/** Tokens of about four characters, as models write them. */
function streamed(guard: Guard, messages: readonly string[]) {
  const texts = messages.map((text) => text.match(/ ?[^ ]{1,5}| /g) ?? []);
  const count = texts.reduce((sum, tokens) => sum + tokens.length, 0);
  let best = Number.POSITIVE_INFINITY;
  let held: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    held = [];
    const begun = performance.now();
    for (const tokens of texts) {
      const stream = openStream(guard, PUBLIC);
      for (const token of tokens) stream.push(token);
      stream.end();
      held.push(stream.held().mean * tokens.length);
    }
    best = Math.min(best, ((performance.now() - begun) * 1_000) / count);
  }
  return { micros: best, held: held.reduce((sum, one) => sum + one, 0) / count };
}

/** The default packs on generated messages of 4 KiB: three parts prose, one part dense with personal data, a secret in each hundredth. */
export async function run(): Promise<Figure[]> {
  const guard = compileGuard(DEFAULT_PACKS, { embargoed: [] }, CHECKS);
  const random = randomFrom(7);
  const messages = Array.from({ length: MESSAGES }, (_, number) => message(random, number));
  const units = messages.map((text) => Uint16Array.from(Buffer.from(text)));
  const bytes = units.reduce((sum, one) => sum + one.length, 0);
  const sum = speedOf(bytes, () => byteSum(units));
  const reference = { name: "sum of the same bytes", value: sum };
  const speed = (name: string, value: number, least: number): Figure => ({
    name,
    value,
    unit: "MB/s",
    target: `≥ ${least}`,
    reference,
    ratio: value / sum,
    met: value >= least,
  });
  const first = speedOf(bytes, () => firstPass(guard, units));
  const decision = speedOf(bytes, () => {
    for (const text of messages) evaluateText(text, PUBLIC, guard);
  });
  const prose = messages.filter((_, number) => number % 4 !== 3 && number % 100 !== 0);
  const proseSpeed = speedOf(prose.length * MESSAGE, () => {
    for (const text of prose) evaluateText(text, PUBLIC, guard);
  });
  const slow = percentile(decisionTimes(guard, messages), 0.99);
  const { micros, held } = streamed(guard, prose.slice(0, 200));
  return [
    speed("guard, first pass: folded text to candidates", first, 300),
    speed("guard, full decision", decision, 100),
    speed("guard, full decision on prose", proseSpeed, 100),
    {
      name: "guard, 99 of 100 messages decided within",
      value: slow,
      unit: "ms",
      target: "≤ 5",
      met: slow <= 5,
    },
    {
      name: "guard, stream, time per token",
      value: micros,
      unit: "µs",
      target: "≤ 1",
      met: micros <= 1,
    },
    {
      name: "guard, stream, mean hold",
      value: held,
      unit: "tokens",
      target: "≤ 3",
      met: held <= 3,
    },
  ];
}
