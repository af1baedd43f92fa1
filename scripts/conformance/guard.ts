import { existsSync } from "node:fs";
import { join } from "node:path";
import { measureCsafTlp } from "./guard/csafTlp.ts";
import { measureOtherPacks } from "./guard/otherPacks.ts";
import { openPeers } from "./guard/peers.ts";
import { measureAdversarial, measurePresidio, measureTechnology } from "./guard/personal.ts";
import { measureHarmless, measureSecrets } from "./guard/secrets.ts";

/** See scripts/conformance.ts. */
type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};

const MEASURES = [
  measureSecrets,
  measureHarmless,
  measureAdversarial,
  measurePresidio,
  measureTechnology,
  measureCsafTlp,
  measureOtherPacks,
] as const;

/** The guard's default packs on the suites of its design page, with its aims; the peers run beside it on the same texts. */
export async function run(suites: string): Promise<Conformance> {
  const name = "guard";
  const folder = join(suites, "guard");
  if (!existsSync(folder)) {
    return { name, passed: 0, failed: 1, lines: [`absent: ${folder}; nothing was checked`] };
  }
  const peers = openPeers();
  const measured = MEASURES.map((measure) => measure(folder, peers));
  const aims = measured.flatMap((one) => one.aims);
  const missed = aims.filter(({ isMet }) => !isMet);
  return {
    name,
    passed: aims.length - missed.length,
    failed: missed.length,
    lines: [
      ...peers.absent,
      ...measured.flatMap(({ lines }) => lines),
      ...peers.absent,
      ...missed.map(({ what }) => `aim not met: ${what}`),
    ],
  };
}
