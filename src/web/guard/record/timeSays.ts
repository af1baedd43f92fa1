/** Seconds as people say them: `48 s`, `6 min`, `2 h 10 min`; null: nobody may know. */
export function timeSays(seconds: number | null): string {
  if (seconds === null) return "too few to tell";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
