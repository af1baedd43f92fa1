import { EVIDENCE_LEVELS, type ResultEvidence } from "#core/review/reviewWords.ts";
import { EVIDENCE_SAYS } from "#core/review/severityScale.ts";
import rungs from "../../ui/rungs.module.css";
import { EVIDENCE_WORDS } from "../words.ts";

const INK: Record<ResultEvidence, string | undefined> = {
  asserted: rungs.asserted,
  demonstrated: rungs.reproduced,
  repeated: rungs.independent,
  "independently-repeated": rungs.confirmed,
};

/** Evidence of a result: four rungs of one hue that deepens, and the word. */
export const ResultRungs = ({ level }: { readonly level: ResultEvidence }) => (
  <span className={rungs.cell} title={EVIDENCE_SAYS[level]}>
    <span className={`${rungs.rungs} ${INK[level]}`} aria-hidden="true">
      {EVIDENCE_LEVELS.map((each, rung) => (
        <i key={each} className={rung <= EVIDENCE_LEVELS.indexOf(level) ? rungs.on : undefined} />
      ))}
    </span>
    {EVIDENCE_WORDS[level]}
  </span>
);
