/** Milliseconds of this thread's own processor time: what a test may promise on a machine that has other work too. */
export function cpuMs(work: () => void): number {
  const begun = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(begun);
  return (user + system) / 1_000;
}
