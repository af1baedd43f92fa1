/** How long something may still wait: `4:07`, `2 h 05 min`, `3 d 4 h`; undefined when its time is over. */
export function timeToWait(until: string, now: Date): string | undefined {
  const left = Date.parse(until) - now.getTime();
  if (left <= 0) return undefined;
  const seconds = Math.ceil(left / 1_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const hours = Math.floor(seconds / 3_600);
  if (hours < 24) return `${hours} h ${two(Math.floor((seconds % 3_600) / 60))} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
