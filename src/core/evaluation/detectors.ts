import { CHECKS } from "../guard/detect/checks.ts";
import { compileGuard } from "../guard/engine/compileGuard.ts";
import { evaluateText } from "../guard/evaluateText.ts";
import type { Pack } from "../guard/pack.ts";
import { personalDataPack } from "../guard/packs/personalData.ts";
import { secretsPack } from "../guard/packs/secrets.ts";
import type { Detector } from "./rule/textRules.ts";

const PACKS: Readonly<Record<string, Pack>> = {
  secrets: secretsPack,
  personal: personalDataPack,
};

/** The guard's eyes for rules: `secrets` and `personal`. What they find, everybody would find. */
export const toDetectors = (): Readonly<Record<string, Detector>> =>
  Object.fromEntries(
    Object.entries(PACKS).map(([name, pack]) => {
      const guard = compileGuard([pack], { embargoed: [] }, CHECKS);
      const detect: Detector = (text) =>
        evaluateText(text, { kind: "public" }, guard).findings.map(
          ({ start, end }) => [start, end] as const,
        );
      return [name, detect];
    }),
  );

/** What of them can change a verdict. */
export const DETECTORS_VERSION = Object.fromEntries(
  Object.entries(PACKS).map(([name, { version }]) => [name, version]),
);
