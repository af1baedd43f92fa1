import type { Reproducer } from "../finding.ts";

/** A file of up to so many bytes stands in the page as a command that writes it. */
export const LONGEST_INLINE = 32 * 1024;
const COLUMNS = 76;

type ReproducerView = { readonly text: string | null; readonly note: string };

const quoted = (name: string): string => `'./${name.replaceAll("'", "'\\''")}'`;

/** `base64 -d`, so that a terminal is all it takes; the bytes are nobody's to run but the owner's. */
const toCommand = (name: string, base64: string): string => {
  const lines = base64.match(new RegExp(`.{1,${COLUMNS}}`, "g")) ?? [];
  return [`base64 -d > ${quoted(name)} <<'END'`, ...lines, "END"].join("\n");
};

/** What the owner copies first. `base64` is the file's content where it is small enough to stand here. */
export function reproducerText(
  reproducer: Reproducer,
  shown: { readonly times: string } | null,
  base64: string | null,
  contact: string,
): ReproducerView {
  const here = shown ? `failed ${shown.times} here` : "not run here yet";
  switch (reproducer.kind) {
    case "text":
      return { text: reproducer.text, note: here };
    case "file": {
      const { name, size, sha256 } = reproducer;
      const file = `${name}, ${size} bytes, SHA-256 ${sha256}, ${here}`;
      if (base64 !== null) return { text: toCommand(name, base64), note: file };
      return { text: null, note: `${file}; too large for this page, ask ${contact} for it.` };
    }
    case "none":
      return { text: null, note: "The finder states that there is none." };
    case "unknown":
      return { text: null, note: "The report came without one." };
  }
}
