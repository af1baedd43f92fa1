import { open } from "node:fs/promises";
import { isThere } from "./lines.ts";

const NEWLINE = 0x0a;
const STEP = 1024 * 1024;

/** A file of lines that grows meanwhile: each call gives the whole lines that came since the last one. */
export function openTail(path: string): { readonly next: () => AsyncGenerator<string> } {
  let offset = 0;
  return {
    next: async function* () {
      if (!(await isThere(path))) return;
      const file = await open(path, "r");
      try {
        let rest = Buffer.alloc(0);
        for (;;) {
          const { bytesRead, buffer } = await file.read(
            Buffer.alloc(STEP),
            0,
            STEP,
            offset + rest.length,
          );
          if (bytesRead === 0) return;
          rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
          for (let at = rest.indexOf(NEWLINE); at >= 0; at = rest.indexOf(NEWLINE)) {
            const line = rest.subarray(0, at).toString("utf8");
            rest = rest.subarray(at + 1);
            offset += at + 1;
            yield line;
          }
        }
      } finally {
        await file.close();
      }
    },
  };
}
