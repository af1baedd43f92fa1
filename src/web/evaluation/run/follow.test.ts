import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { follow, type Source } from "./follow.ts";

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

const progress = (trials: number) => ({
  edition: trials,
  state: "running",
  planned: 100,
  trials,
  judged: trials,
  byEnd: [],
  perMinute: 12.5,
  endsAt: "2026-09-22T09:40:00Z",
});
const started = () => {
  const heard: number[] = [];
  const stop = follow(
    "EV-2026-0001",
    ({ trials }) => heard.push(trials),
    (address) => new FakeSource(address) as unknown as Source,
  );
  return { heard, stop, source: () => FakeSource.all.at(-1) as FakeSource };
};

beforeEach(() => {
  FakeSource.all = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a run is followed trial by trial, and what is no progress is left aside", () => {
  const { heard, source } = started();
  expect(source().address).toBe("/api/evaluations/EV-2026-0001/live");
  source().tell("progress", progress(1));
  source().tell("progress", "no json");
  source().tell("progress", { trials: 7 });
  source().tell("progress", progress(2));
  expect(heard).toEqual([1, 2]);
});

test("a line that was refused is asked for again until somebody stops it", () => {
  const { stop, source } = started();
  source().readyState = 0;
  source().tell("error");
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.all).toHaveLength(1);
  source().readyState = 2;
  source().tell("error");
  vi.advanceTimersByTime(5_000);
  expect(FakeSource.all).toHaveLength(2);
  stop();
  source().readyState = 2;
  source().tell("error");
  expect(source().isClosed).toBe(true);
});
