/** An event's data on a few lines: `name value` pairs, nested values as JSON, long texts cut. */
export function brief(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(
      ([name, value]) =>
        `${name} ${cut(typeof value === "string" ? value : JSON.stringify(value))}`,
    )
    .join("; ");
}

const MOST = 240;
const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
