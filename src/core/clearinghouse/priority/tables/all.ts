import type { DecisionTable } from "../decisionTable.ts";
import { cisaCoordinator, coordinatorPublish, coordinatorTriage } from "./coordinator.ts";
import { humanImpactTable, publicSafetyTable, utilityTable } from "./derived.ts";
import { bod2604, deployer, supplier } from "./remediation.ts";

/** Every table Assay decides by. The first one orders the work. */
export const DECISION_TABLES: readonly DecisionTable[] = [
  bod2604,
  coordinatorTriage,
  coordinatorPublish,
  cisaCoordinator,
  supplier,
  deployer,
  utilityTable,
  publicSafetyTable,
  humanImpactTable,
];

export const tableNamed = (name: string): DecisionTable | undefined =>
  DECISION_TABLES.find((table) => table.name === name);
