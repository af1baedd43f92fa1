import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { follow, type LiveState, type Source } from "./follow.ts";

type Listener = (event: { readonly data: string }) => void;

class FakeSource {
  static all: FakeSource[] = [];
  readonly address: string;
  readyState = 1;
  isClosed = false;
  readonly #listeners = new Map<string, Listener>();
  constructor(address: string) {
    this.address = address;
    FakeSource.all.push(this);
  }
  addEventListener(name: string, listener: Listener): void {
    this.#listeners.set(name, listener);
  }
  tell(name: string, data: unknown = null): void {
    this.#listeners.get(name)?.({ data: typeof data === "string" ? data : JSON.stringify(data) });
  }
  close(): void {
    this.isClosed = true;
  }
}

const ID = "0198c1d4-7c1e-7000-8000-000000000001";
const access = (seq: number) => ({
  seq,
  at: "2026-09-22T09:38:41Z",
  personId: ID,
  partyId: ID,
  name: "P. Sand",
  what: "review",
  materialId: null,
  grantId: null,
  way: "browser",
  origin: "198.51.100.24",
  detail: "",
});

const started = () => {
  const heard: (LiveState | number)[] = [];
  const editions: number[] = [];
  const stop = follow(
    "RV-2026-0031",
    7,
    {
      onState: (state) => heard.push(state),
      onAccess: ({ seq }) => heard.push(seq),
      onEdition: (edition) => editions.push(edition),
    },
    (address) => new FakeSource(address) as unknown as Source,
  );
  return { heard, editions, stop, source: () => FakeSource.all.at(-1) as FakeSource };
};

beforeEach(() => {
  FakeSource.all = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("following a review", () => {
  test("accesses are told once and in order, also when a line that came back repeats them", () => {
    const { heard, source } = started();
    expect(source().address).toBe("/api/reviews/RV-2026-0031/live?after=7");
    source().tell("open");
    for (const seq of [8, 9, 8, 9, 10]) source().tell("access", access(seq));
    expect(heard).toEqual(["connecting", "connected", 8, 9, 10]);
  });

  test("what is no access is left aside", () => {
    const { heard, editions, source } = started();
    source().tell("access", "no json");
    source().tell("access", { seq: 8 });
    source().tell("changed", "{}");
    source().tell("changed", { edition: 4 });
    expect(heard).toEqual(["connecting"]);
    expect(editions).toEqual([4]);
  });

  test("a line that the browser takes up again is left to it", () => {
    const { heard, source } = started();
    source().readyState = 0;
    source().tell("error");
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.all).toHaveLength(1);
    expect(heard).toEqual(["connecting", "broken"]);
  });

  test("a line that was refused is asked for again from the last access, until somebody stops it", () => {
    const { stop, source } = started();
    source().tell("access", access(12));
    source().readyState = 2;
    source().tell("error");
    vi.advanceTimersByTime(5_000);
    expect(source().address).toBe("/api/reviews/RV-2026-0031/live?after=12");
    source().readyState = 2;
    source().tell("error");
    stop();
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.all).toHaveLength(2);
    expect(source().isClosed).toBe(true);
  });
});
