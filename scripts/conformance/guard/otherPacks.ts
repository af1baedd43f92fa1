import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readGitleaks } from "#core/guard/gitleaks/readGitleaks.ts";
import { lintPack } from "#core/guard/lintPack.ts";
import type { Measured } from "./judge.ts";

/** Rules of gitleaks that only look at names of files: a message has none. */
const BY_NAME_ONLY = 1;

function load(folder: string, name: string) {
  const text = gunzipSync(readFileSync(join(folder, "packs", `${name}.toml.gz`))).toString();
  const { pack, refused } = readGitleaks(text, { id: name, version: "suite" });
  const faults = lintPack(pack, { checks: {}, unbounded: "cut", needsExamples: false });
  return { count: pack.rules.length, refused: [...refused, ...faults] };
}

/** Other people's packs, read unchanged; each rule that is not taken over is named with the reason. */
export function measureOtherPacks(folder: string): Measured {
  const gitleaks = load(folder, "gitleaks");
  const betterleaks = load(folder, "betterleaks");
  return {
    aims: [
      {
        what: "gitleaks.toml: every rule with a pattern is loaded",
        isMet: gitleaks.count > 0 && gitleaks.refused.length <= BY_NAME_ONLY,
      },
      {
        what: "betterleaks.toml: loaded less what is refused with a reason",
        isMet: betterleaks.count > 0 && betterleaks.refused.every(({ message }) => message !== ""),
      },
    ],
    lines: Object.entries({ gitleaks, betterleaks }).flatMap(([name, { count, refused }]) => [
      `${name}.toml: ${count} rules loaded, ${refused.length} refused`,
      ...refused.map(({ message }) => `  ${message}`),
    ]),
  };
}
