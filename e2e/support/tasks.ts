import type { Browser, Page } from "playwright-core";

type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time, in microseconds: what the machine did meanwhile for others is not in it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

export type LongestTasks = {
  /** Milliseconds of processor time of the page's main thread, longest first. */
  readonly cpu: readonly number[];
  /** The same by the clock on the wall. */
  readonly wall: readonly number[];
  readonly count: number;
};

/** Does something with a page and says how long the tasks of its main thread were meanwhile. */
export async function tasksOf(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<LongestTasks> {
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[];
  };
  return longest(trace.traceEvents);
}

function longest(events: readonly TraceEvent[]): LongestTasks {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      ph === "X" && name === "ThreadControllerImpl::RunTask" && mains.has(`${pid} ${tid}`),
  );
  const top = (of: (task: TraceEvent) => number) =>
    tasks
      .map((task) => of(task) / 1000)
      .sort((a, b) => b - a)
      .slice(0, 5);
  return {
    cpu: top(({ tdur = 0 }) => tdur),
    wall: top(({ dur = 0 }) => dur),
    count: tasks.length,
  };
}
