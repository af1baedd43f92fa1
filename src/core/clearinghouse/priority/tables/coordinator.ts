import { outcomesOf, table } from "../decisionTable.ts";
import {
  automatable,
  exploitation,
  missionAndWellBeing,
  publicSafetyImpact,
  publicValueAdded,
  reportCredibility,
  reportPublic,
  supplierCardinality,
  supplierContacted,
  supplierEngagement,
  supplierInvolvement,
  technicalImpact,
  utility,
} from "./point.ts";

/** Is it for the clearinghouse to take up? Four blocks of utility × safety a line. */
export const coordinatorTriage = table(
  {
    name: "coordinator-triage",
    title: "SSVC coordinator triage",
    id: "ssvc:DT_COORD_TRIAGE",
    version: "1.0.0",
    source: "CERT/CC SSVC",
    inputs: [
      reportPublic,
      supplierContacted,
      reportCredibility,
      supplierCardinality,
      supplierEngagement,
      utility,
      publicSafetyImpact,
    ],
    outcome: { id: "ssvc:COORDINATE:1.0.1", label: "Decline, track, coordinate" },
    outcomes: outcomesOf("decline|D|Decline", "track|T|Track", "coordinate|C|Coordinate"),
  },
  `D D D D D D   D D D D D D   D D D D D C   D D D D D C
   D D D D D D   D D D D D D   D D D D D C   D D D D D C
   D D D D D D   D D D D D D   D D D D D C   D D D D D C
   D D D D D D   D D D D D D   D D D D D C   D D D D D C
   D D D D D D   D D D D D D   D D D D D C   D D D D D C
   D D D D D D   D D D D D D   D D D D D C   D D D D D C
   D D D T D T   D D D T D T   D T D T T C   D T D T T C
   D D D T D T   T C C C C C   D T D T C C   C C C C C C`,
);

/** Publish now, or not yet? */
export const coordinatorPublish = table(
  {
    name: "coordinator-publish",
    title: "SSVC coordinator publish",
    id: "ssvc:DT_COORD_PUBLISH",
    version: "1.0.0",
    source: "CERT/CC SSVC",
    inputs: [supplierInvolvement, exploitation, publicValueAdded],
    outcome: { id: "ssvc:PUBLISH:1.0.0", label: "Publish or not" },
    outcomes: outcomesOf("do-not-publish|N|Do not publish", "publish|P|Publish"),
  },
  `N N P  N N P  N P P
   N N P  N N P  N P P
   N N P  N P P  P P P`,
);

/** How CISA as a coordinator watches and acts. */
export const cisaCoordinator = table(
  {
    name: "cisa-coordinator",
    title: "CISA coordinator",
    id: "cisa:DT_CO",
    version: "2.0.3",
    source: "CISA SSVC",
    inputs: [exploitation, automatable, technicalImpact, missionAndWellBeing],
    outcome: { id: "cisa:CISA:1.1.0", label: "CISA levels" },
    outcomes: outcomesOf("track|T|Track", "track-star|T*|Track*", "attend|AT|Attend", "act|AC|Act"),
  },
  `T  T  T   T  T  T*   T  T  AT  T  T  AT
   T  T  T*  T  T* AT   T  T  AT  T  T* AT
   T  T  AT  T  AT AC   AT AT AC  AT AC AC`,
);
