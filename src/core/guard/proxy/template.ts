import type { LiveText } from "./liveText.ts";
import { type Repeating, toLine } from "./wire.ts";

/** Around the text of one event, as it came and as it leaves. */
type Template = Omit<Repeating, "value"> & { readonly prefix: string; readonly suffix: string };

const PROBE = "\u{10ffff}probe";
const MOST = 4;
/** What may stand in a JSON string and in a line of an event without being escaped. */
const PLAIN = /^[^"\\\p{Cc}\u2028\u2029]*$/u;

const dataOf = (frame: string): string | undefined =>
  /^(?:event: [^\n]*\n)?data: ([^\n]*)$/.exec(frame)?.[1];

/** The event with another text in the same place is the same event, but for that text: it is tried. */
function isAround(data: string, prefix: string, suffix: string, value: string): boolean {
  try {
    const probed = JSON.stringify(JSON.parse(`${prefix}${JSON.stringify(PROBE)}${suffix}`));
    const written = JSON.stringify(PROBE);
    const at = probed.indexOf(written);
    if (at < 0 || probed.indexOf(written, at + 1) >= 0) return false;
    const back = probed.slice(0, at) + JSON.stringify(value) + probed.slice(at + written.length);
    return back === JSON.stringify(JSON.parse(data));
  } catch {
    return false;
  }
}

function toTemplate(frame: string, { value, ...rest }: Repeating): Template | undefined {
  const data = dataOf(frame);
  const written = JSON.stringify(value);
  const at = frame.indexOf(written);
  if (data === undefined || value === "" || at < 0 || frame.indexOf(written, at + 1) >= 0)
    return undefined;
  const begun = frame.length - data.length;
  if (at < begun) return undefined;
  const [prefix, suffix] = [frame.slice(0, at), frame.slice(at + written.length)];
  return isAround(data, prefix.slice(begun), suffix, value)
    ? { ...rest, prefix: `${prefix}"`, suffix: `"${suffix}` }
    : undefined;
}

/** What a text is in JSON, the way it came; undefined where it is no JSON string. */
function readString(written: string): string | undefined {
  if (PLAIN.test(written)) return written;
  if (/[\n\r]/.test(written)) return undefined;
  try {
    const value = JSON.parse(`"${written}"`) as unknown;
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Most events of a stream differ from the one before in their text alone. What stands around it is compared with an event that
 * was read in full, letter by letter, and need not be read again.
 */
export class Templates {
  readonly #known: Template[] = [];

  learn(frame: string, repeating: Repeating): void {
    const made = toTemplate(frame, repeating);
    if (!made) return;
    this.#known.unshift(made);
    if (this.#known.length > MOST) this.#known.pop();
  }

  /** The events that may leave for one that came; undefined: it has to be read. */
  take(frame: string): { readonly text: LiveText; readonly out: string } | undefined {
    for (const { prefix, suffix, before, behind, text } of this.#known) {
      const length = frame.length - prefix.length - suffix.length;
      if (length < 0 || !frame.startsWith(prefix) || !frame.endsWith(suffix)) continue;
      const value = readString(frame.slice(prefix.length, prefix.length + length));
      if (value === undefined) return undefined;
      const released = text.push(value);
      const out = released === "" ? "" : before + toLine(released) + behind;
      return { text, out };
    }
    return undefined;
  }
}
