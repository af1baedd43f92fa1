import { type DecisionPoint, type DecisionTable, outcomesOf, table } from "../decisionTable.ts";
import {
  automatable,
  humanImpact,
  missionImpact,
  publicSafetyImpact,
  safetyImpact,
  utility,
  valueDensity,
} from "./point.ts";

const SOURCE = "CERT/CC SSVC";

/** These three tables answer with a decision point that other tables take in. */
const answering = (given: DecisionPoint): Pick<DecisionTable, "outcome" | "outcomes"> => ({
  outcome: { id: given.id, label: given.label },
  outcomes: outcomesOf(...given.values.map(({ value, key, label }) => `${value}|${key}|${label}`)),
});

export const utilityTable = table(
  {
    name: "utility",
    title: "Utility",
    id: "ssvc:DT_U",
    version: "1.0.0",
    source: SOURCE,
    inputs: [automatable, valueDensity],
    ...answering(utility),
  },
  "L E E S",
);

export const publicSafetyTable = table(
  {
    name: "public-safety-impact",
    title: "Public safety impact",
    id: "ssvc:DT_PSI",
    version: "1.0.0",
    source: SOURCE,
    inputs: [safetyImpact],
    ...answering(publicSafetyImpact),
  },
  "M S S S",
);

export const humanImpactTable = table(
  {
    name: "human-impact",
    title: "Human impact",
    id: "ssvc:DT_HI",
    version: "1.0.0",
    source: SOURCE,
    inputs: [safetyImpact, missionImpact],
    ...answering(humanImpact),
  },
  `L  L  M  VH
   L  L  M  VH
   M  H  H  VH
   VH VH VH VH`,
);
