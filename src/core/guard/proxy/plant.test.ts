import { describe, expect, test } from "vitest";
import { SAMPLE_CHECKS, SAMPLE_PACK, STRICT_PACK } from "../../../testing/guardSample.ts";
import { readSse, toSse, type WireEvent } from "../../../testing/modelWire.ts";
import { RICH_BODIES, RICH_STREAMS } from "../../../testing/modelWireRich.ts";
import type { Json } from "../../canonicalJson.ts";
import { compileGuard } from "../engine/compileGuard.ts";
import { GuardedStream } from "./guardedStream.ts";
import { SPEECHES } from "./protocols.ts";
import { PROTOCOLS, type Protocol } from "./wire.ts";

const guard = compileGuard([SAMPLE_PACK, STRICT_PACK], { embargoed: [] }, SAMPLE_CHECKS);
const reading = { guard, audience: { kind: "public" }, isKept: false } as const;
/** One is rewritten, the other blocks. */
const SECRETS = ["AK12345678", "cnry-1234"] as const;

type Node = { [name: string]: unknown } | unknown[];
type Path = readonly (string | number)[];
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** Paths of all strings, and of all objects, in a document. */
function pathsIn(value: unknown, fits: (value: unknown) => boolean, path: Path = []): Path[] {
  const own = fits(value) ? [path] : [];
  if (!isNode(value)) return own;
  const below = Object.entries(value).flatMap(([name, item]) =>
    pathsIn(item, fits, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [...own, ...below];
}
const isString = (value: unknown): boolean => typeof value === "string";
const isMap = (value: unknown): boolean => isNode(value) && !Array.isArray(value);

function changed(value: unknown, path: Path, by: (value: unknown) => unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return by(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  copy[name] = changed(copy[name], rest, by);
  return copy;
}
const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (node, name) => (isNode(node) ? (node as Record<string, unknown>)[name] : undefined),
    value,
  );

/** Everything a client could put together: all strings of one place and kind of event, joined, by number of choice or block. */
function joinedIn(out: string): string[] {
  const joined = new Map<string, string>();
  for (const { event, data } of readSse(out)) {
    if (data === "[DONE]") continue;
    const which = JSON.stringify([
      event,
      data.index,
      data.output_index,
      at(data, ["choices", 0, "index"]),
    ]);
    for (const path of pathsIn(data, isString)) {
      const key = `${which} ${path.join("/")}`;
      joined.set(key, (joined.get(key) ?? "") + at(data, path));
    }
  }
  return [...joined.values()];
}

function through(protocol: Protocol, events: readonly WireEvent[]): string {
  const { open } = SPEECHES[protocol];
  const stream = new GuardedStream({ open, reading, policy: "policy", choices: 2, mayAsk: false });
  return stream.push(new TextEncoder().encode(toSse(events))) + stream.end();
}

const said = (out: string): string => out.replaceAll(/^: assay-guard .*$/gm, "");

describe.each(PROTOCOLS)("a stream as %s", (protocol) => {
  const events = RICH_STREAMS[protocol];
  const places = events.flatMap(({ data }, i) =>
    pathsIn(data, isString).map((path) => ({ i, path })),
  );
  const withData = (i: number, by: (data: unknown) => unknown): WireEvent[] =>
    events.map((event, j) => (i === j ? { ...event, data: by(event.data) as object } : event));

  test("says what it is meant to say where nothing is planted", () => {
    const out = through(protocol, events);
    const texts = joinedIn(out);
    for (const text of ["Hi there, ", "this is it. ", "think. ", "look", '{"q":"one two"}'])
      expect(texts.join("\n")).toContain(text);
    expect(out).not.toMatch(/hologram|scene|logprobs":\{|bytes|obfuscation|Be kind|QUJD/);
  });

  test(`never lets out what is planted in one of the ${places.length} strings of its events`, () => {
    for (const { i, path } of places) {
      for (const secret of SECRETS) {
        const planted = withData(i, (data) => changed(data, path, (old) => `${old} ${secret} `));
        expect(said(through(protocol, planted)), `${i} ${path.join("/")}`).not.toContain(secret);
      }
    }
  });

  test("never lets out what is planted in two events, half in each", () => {
    for (const { i, path } of places) {
      const next = events.findIndex(
        ({ event }, j) =>
          j > i && event === events[i]?.event && isString(at(events[j]?.data, path)),
      );
      if (next < 0) continue;
      for (const secret of SECRETS) {
        const half = withData(i, (data) => changed(data, path, () => ` ${secret.slice(0, 6)}`));
        const planted = half.map((event, j) =>
          j === next
            ? { ...event, data: changed(event.data, path, () => `${secret.slice(6)} `) as object }
            : event,
        );
        for (const text of joinedIn(through(protocol, planted)))
          expect(text, `${i} ${path.join("/")}`).not.toContain(secret);
      }
    }
  });

  test("never lets out what is planted as a name, or in members and events that it does not know", () => {
    for (const [i, { data }] of events.entries()) {
      for (const path of pathsIn(data, isMap)) {
        for (const secret of SECRETS) {
          const add = (old: unknown) => ({
            ...(old as object),
            [secret]: secret,
            extra: { a: [secret] },
          });
          const planted = withData(i, (one) => changed(one, path, add));
          expect(said(through(protocol, planted)), `${i} ${path.join("/")}`).not.toContain(secret);
        }
      }
      for (const secret of SECRETS) {
        const stranger = {
          event: secret,
          data: { type: secret, text: secret, delta: { text: secret } },
        };
        const planted = [...events.slice(0, i), stranger, ...events.slice(i)];
        expect(said(through(protocol, planted))).not.toContain(secret);
      }
    }
  });
});

test.each(PROTOCOLS)(
  "an error told in a stream as %s is told on, less what may not leave",
  (protocol) => {
    for (const secret of SECRETS) {
      const error = { type: "overloaded_error", message: `Too much: ${secret}`, code: secret };
      const told = { event: "error", data: { type: "error", error, message: error.message } };
      const out = through(protocol, [...RICH_STREAMS[protocol].slice(0, 3), told]);
      expect(out).toMatch(/Too much: \[KEY\]|reports an error/);
      expect(said(out)).not.toContain(secret);
    }
  },
);

describe.each(PROTOCOLS)("an answer in one piece as %s", (protocol) => {
  const body = RICH_BODIES[protocol];
  const guarded = (value: unknown) =>
    SPEECHES[protocol].whole(value as { readonly [name: string]: Json }, reading);

  test("says what it is meant to say where nothing is planted", () => {
    const text = JSON.stringify(guarded(body).body);
    for (const words of ["Hi there, ", "this is it. ", "Let me think. ", "look", "one two"])
      expect(text).toContain(words);
    expect(text).not.toMatch(/hologram|scene|bytes|a note|Be kind|QUJD/);
  });

  test("never lets out what is planted in one of its strings, names and unknown members", () => {
    for (const secret of SECRETS) {
      for (const path of pathsIn(body, isString)) {
        const { body: out, lanes } = guarded(changed(body, path, (old) => `${old} ${secret} `));
        expect(JSON.stringify(out), path.join("/")).not.toContain(secret);
        if (lanes.some((lane) => lane.action() === "block"))
          expect(JSON.stringify(out)).toMatch(/content_filter|"refusal"/);
      }
      for (const path of pathsIn(body, isMap)) {
        const add = (old: unknown) => ({ ...(old as object), [secret]: secret });
        expect(JSON.stringify(guarded(changed(body, path, add)).body)).not.toContain(secret);
      }
    }
  });
});
