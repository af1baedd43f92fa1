import type { Progress } from "#contract/evaluation/run.ts";

const figure = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** Of what was planned, between 0 and 1; 0 where nothing was. */
export const shareDone = ({ planned, trials }: Pick<Progress, "planned" | "trials">): number =>
  planned === 0 ? 0 : Math.min(1, trials / planned);

/** "1,240 of 4,000 trials". */
export const doneSays = ({ planned, trials }: Pick<Progress, "planned" | "trials">): string =>
  planned > 0
    ? `${figure.format(trials)} of ${figure.format(planned)} trials`
    : `${figure.format(trials)} trials`;

/** Trials a minute; what cannot be told is not told. */
export const rateSays = ({ perMinute }: Pick<Progress, "perMinute">): string =>
  perMinute === null
    ? "rate not known yet"
    : `${figure.format(perMinute >= 100 ? Math.round(perMinute) : perMinute)} a minute`;

/** `22 min`, `3 h 5 min`, from now until a run is expected to end. */
export function leftSays(endsAt: Date, now: Date): string {
  const minutes = Math.ceil((endsAt.getTime() - now.getTime()) / 60_000);
  if (minutes <= 1) return "about a minute left";
  if (minutes < 60) return `about ${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `about ${hours} h ${minutes % 60} min left`;
  return `about ${Math.round(hours / 24)} days left`;
}
