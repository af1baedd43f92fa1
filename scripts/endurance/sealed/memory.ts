import { readFileSync } from "node:fs";

/** Megabytes that a process had resident at most (`VmHWM`) or has now (`VmRSS`); 0 when it is gone. Linux. */
export function residentMb(pid: number, what: "VmHWM" | "VmRSS"): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(new RegExp(`^${what}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

/** The peak of a process that may end at any moment, asked for every 20 ms. */
export function watchPeak(pid: number): { readonly stop: () => number } {
  let peak = residentMb(pid, "VmHWM");
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb(pid, "VmHWM"));
  }, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
