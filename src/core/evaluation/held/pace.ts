/** How far a run is, and how fast it goes. Times are milliseconds since 1970. */
export type Pace = {
  /** Trials a minute over the last minutes; null where nothing came in them. */
  readonly perMinute: number | null;
  /** When it would be whole at that rate. */
  readonly endsAt: number | null;
};

/** The stretch of time that the rate looks back over. */
export const PACE_WINDOW = 300_000;

/** `recent` of the trials came within the window, which is not longer than the run. */
export function paceOf(
  {
    planned,
    trials,
    recent,
  }: { readonly planned: number; readonly trials: number; readonly recent: number },
  startedAt: number,
  now: number,
): Pace {
  const stretch = Math.max(1_000, Math.min(PACE_WINDOW, now - startedAt));
  if (recent === 0) return { perMinute: null, endsAt: null };
  const perMinute = (recent * 60_000) / stretch;
  const left = Math.max(0, planned - trials);
  return { perMinute, endsAt: now + (left * 60_000) / perMinute };
}
