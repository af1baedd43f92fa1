import { describe, expect, test } from "vitest";
import { collect } from "../../testing/sealed.ts";
import { type Ask, type AskAnswer, BrokenOff, Unreached } from "./ask.ts";
import { patiently, readOn } from "./patience.ts";

const bytes = new Uint8Array(100).map((_, at) => at);

function answering(...statuses: readonly (number | "away")[]) {
  const slept: number[] = [];
  let [asked, discarded] = [0, 0];
  const ask: Ask = async () => {
    const status = statuses[asked] ?? 200;
    asked += 1;
    if (status === "away") throw new Unreached("away");
    return {
      status,
      header: (name) => (name === "retry-after" && status === 429 ? "7" : null),
      pieces: () => (async function* () {})(),
      discard: async () => {
        discarded += 1;
      },
    } satisfies AskAnswer;
  };
  const sleep = async (ms: number) => void slept.push(ms);
  const patient = patiently(ask, { sleep, tries: 3 });
  const request = { method: "GET", path: "/" } as const;
  return { run: () => patient(request), slept, counts: () => ({ asked, discarded }) };
}

describe("a patient client", () => {
  test("asks again, after longer and longer pauses, until there is an answer", async () => {
    const server = answering("away", 503, 200);
    expect((await server.run()).status).toBe(200);
    expect(server.slept).toEqual([250, 500]);
    expect(server.counts()).toEqual({ asked: 3, discarded: 1 });
  });

  test("gives up when it was asked as often as it is patient", async () => {
    const away = answering("away", "away", "away", 200);
    await expect(away.run()).rejects.toThrow(Unreached);
    expect(away.counts().asked).toBe(3);
    const busy = answering(502, 502, 504, 200);
    expect((await busy.run()).status).toBe(504);
  });

  test("waits as long as it is told, as often as it is told", async () => {
    const server = answering(429, 429, 429, 429, 200);
    expect((await server.run()).status).toBe(200);
    expect(server.slept).toEqual([7000, 7000, 7000, 7000]);
  });

  test.each([200, 400, 404, 500])("takes the answer %i for an answer", async (status) => {
    const server = answering(status);
    expect((await server.run()).status).toBe(status);
    expect(server.slept).toEqual([]);
  });
});

describe("reading on", () => {
  const reading = (...pieces: readonly (number | "break" | "end")[][]) => {
    const starts: number[] = [];
    const slept: number[] = [];
    const open = async function* ({ start, end }: { start: number; end: number }) {
      starts.push(start);
      let at = start;
      for (const step of pieces[starts.length - 1] ?? [end - start]) {
        if (step === "break") throw new BrokenOff("broken");
        if (step === "end") return;
        yield bytes.subarray(at, at + step);
        at += step;
      }
    };
    const sleep = async (ms: number) => void slept.push(ms);
    const all = readOn(open, { start: 10, end: 90 }, { sleep, tries: 3 });
    return { all, starts, slept };
  };

  test("goes on where an answer broke off or ended early", async () => {
    const { all, starts, slept } = reading([20, 5, "break"], [1, "end"], ["break"]);
    expect(await collect(all)).toEqual(bytes.subarray(10, 90));
    expect(starts).toEqual([10, 35, 36, 36]);
    expect(slept).toEqual([250, 250, 500]);
  });

  test("ends when answers bring nothing, again and again", async () => {
    const { all } = reading([20, "break"], ["break"], ["end"], ["break"]);
    await expect(collect(all)).rejects.toThrow(Unreached);
  });

  test("does not repeat what is no interruption", async () => {
    const open = () => {
      throw new TypeError("a bug");
    };
    const sleep = async () => undefined;
    const all = readOn(open, { start: 0, end: 1 }, { sleep, tries: 3 });
    await expect(collect(all)).rejects.toThrow("a bug");
  });
});
