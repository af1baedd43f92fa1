/** How far a stage is. Times in milliseconds, by any clock that does not go back. */
export type Progress = {
  readonly stage: "run" | "judge";
  /** On disk, those of earlier runs of the stage among them. */
  readonly done: number;
  readonly total: number;
  /** Of those done now: trials that broke off. */
  readonly failed: number;
  /** Null until something is done. */
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
};

type Sample = { readonly at: number; readonly done: number };

/** The rate is that of about the last half minute, so that the estimate follows an endpoint that slows down. */
const WINDOW_MS = 30_000;

export type Pace = { readonly samples: readonly Sample[] };

export const beginPace = (at: number, done: number): Pace => ({ samples: [{ at, done }] });

/** Notes how much is done now. Samples older than the window go, but for one that begins it. */
export function foldPace({ samples }: Pace, at: number, done: number): Pace {
  const last = samples.at(-1);
  // A thousand trials a second are not a thousand samples.
  const isSoon = samples.length > 1 && last !== undefined && at - last.at < WINDOW_MS / 60;
  const noted = [...(isSoon ? samples.slice(0, -1) : samples), { at, done }];
  const first = noted.findLastIndex((sample) => at - sample.at >= WINDOW_MS);
  return { samples: noted.slice(Math.max(0, first)) };
}

export function rateOf(
  { samples }: Pace,
  total: number,
): Pick<Progress, "perSecond" | "secondsLeft"> {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at || last.done <= first.done)
    return { perSecond: null, secondsLeft: null };
  const perSecond = ((last.done - first.done) * 1000) / (last.at - first.at);
  return { perSecond, secondsLeft: Math.max(0, total - last.done) / perSecond };
}
