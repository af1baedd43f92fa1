import { outcomesOf, table } from "../decisionTable.ts";
import {
  automatable,
  exploitation,
  humanImpact,
  inKev,
  publiclyExposed,
  publicSafetyImpact,
  systemExposure,
  technicalImpact,
  utility,
} from "./point.ts";

const WHEN = {
  outcome: { id: "ssvc:DSOI:1.0.0", label: "Defer, scheduled, out of cycle, immediate" },
  outcomes: outcomesOf(
    "defer|D|Defer",
    "scheduled|S|Scheduled",
    "out-of-cycle|O|Out of cycle",
    "immediate|I|Immediate",
  ),
};

/** For who makes the patch. */
export const supplier = table(
  {
    name: "supplier",
    title: "SSVC supplier",
    id: "ssvc:DT_SP",
    version: "1.0.0",
    source: "CERT/CC SSVC",
    inputs: [exploitation, utility, technicalImpact, publicSafetyImpact],
    ...WHEN,
  },
  `D S S O  S O S O  S O O O
   S O S I  S I O I  O I O I
   O I O I  O I O I  I I I I`,
);

/** For who applies the patch. */
export const deployer = table(
  {
    name: "deployer",
    title: "SSVC deployer",
    id: "ssvc:DT_DP",
    version: "1.0.0",
    source: "CERT/CC SSVC",
    inputs: [exploitation, systemExposure, automatable, humanImpact],
    ...WHEN,
  },
  `D D S S  D S S S  D S S S  S S S S  D S S S  S S S O
   D S S S  S S S S  D S S S  S S S O  S S S O  S S O O
   S S O O  S O O O  S S O O  O O O O  S O O I  O O I I`,
);

/** Remediation timelines of CISA's Binding Operational Directive 26-04, table 1, in force since 2026-06-10. */
export const bod2604 = table(
  {
    name: "bod-26-04",
    title: "CISA BOD 26-04",
    id: "cisa:DT_BOD2604",
    version: "1.0.0",
    source: "CISA Binding Operational Directive 26-04",
    inputs: [publiclyExposed, inKev, automatable, technicalImpact],
    outcome: { id: "cisa:BOD2604:1.0.0", label: "Remediation timeline" },
    outcomes: outcomesOf(
      "system-upgrade|FSU|Fix on system upgrade",
      "60-days|60D|60 days|60",
      "14-days|14D|14 days|14",
      "3-days|3D|3 days|3",
      "3-days-forensic|3DF|3 days and forensic investigation|3|forensic",
    ),
  },
  `FSU FSU 60D 60D  14D 14D 14D 3DF
   60D 14D 14D 3D   14D 3DF 3D  3DF`,
);
