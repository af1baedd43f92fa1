import { expect, test } from "vitest";
import { openJob } from "./job.ts";

const watch = () => {
  let clock = 0;
  const job = openJob<string>(() => clock);
  const seen: string[] = [];
  job.subscribe(() => {
    const state = job.state();
    seen.push(state.is === "running" ? `running ${state.done}/${state.whole}` : state.is);
  });
  return { job, seen, tick: (ms: number) => (clock += ms) };
};

test("work is seen to run and to end, its progress no more often than anybody reads", async () => {
  const { job, seen, tick } = watch();
  await job.run(async (_, onProgress) => {
    for (let done = 0; done < 10; done++) {
      onProgress(done, 10);
      tick(50);
    }
    return "value";
  });
  expect(seen).toEqual(["running 0/null", "running 0/10", "running 4/10", "running 8/10", "ended"]);
  expect(job.state()).toEqual({ is: "ended", value: "value" });
});

test("trouble is told, and the work can be done again", async () => {
  const { job } = watch();
  await job.run(() => Promise.reject(new Error("no room")));
  expect(job.state()).toEqual({ is: "broken", error: new Error("no room") });
  await job.run(async () => "good");
  expect(job.state()).toEqual({ is: "ended", value: "good" });
});

test("stopped work says so; what it brings afterwards is not shown", async () => {
  const { job, seen } = watch();
  let report = (_: number) => {};
  const first = job.run(
    (signal, onProgress) =>
      new Promise((_, reject) => {
        report = (done) => onProgress(done, null);
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  );
  job.stop();
  await first;
  expect(job.state()).toEqual({ is: "stopped" });
  await job.run(async () => "second");
  const before = seen.length;
  report(5);
  expect(seen).toHaveLength(before);
  expect(job.state()).toEqual({ is: "ended", value: "second" });
});
