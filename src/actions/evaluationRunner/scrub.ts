/** What stands in the place of a secret. */
export const SCRUBBED = "[sealed]";

type Scrub = { readonly push: (bytes: Uint8Array) => Uint8Array; readonly end: () => Uint8Array };

/** As it may stand in a text: as it is, and as JSON and a query would write it. */
const formsOf = (secret: string): string[] => [
  secret,
  secret.replaceAll("/", "\\/"),
  encodeURIComponent(secret),
];

/** Latin-1 keeps each byte a character, so that a piece may end anywhere. */
const toLatin1 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** Takes secrets out of a text that comes in pieces; what may be the beginning of one waits for the next piece. */
export function openScrub(secrets: readonly string[]): Scrub {
  const forms = [...new Set(secrets.filter((one) => one !== "").flatMap(formsOf))]
    .map(toLatin1)
    .sort((a, b) => b.length - a.length);
  const longest = Math.max(0, ...forms.map((form) => form.length));
  let rest = "";
  const scrubbed = (text: string): string =>
    forms.reduce((left, form) => left.replaceAll(form, SCRUBBED), text);
  return {
    push: (bytes) => {
      const text = scrubbed(rest + Buffer.from(bytes).toString("latin1"));
      const kept = Math.max(0, text.length - longest + 1);
      rest = text.slice(kept);
      return Buffer.from(text.slice(0, kept), "latin1");
    },
    end: () => {
      const last = Buffer.from(scrubbed(rest), "latin1");
      rest = "";
      return last;
    },
  };
}

export function scrubText(text: string, secrets: readonly string[]): string {
  const { push, end } = openScrub(secrets);
  return Buffer.concat([push(Buffer.from(text)), end()]).toString();
}
