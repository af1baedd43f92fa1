import type { GateReport } from "../judgedRun.ts";
import { xml } from "./junit.ts";

const TAG = { PASS: null, BLOCK: "failure", INCONCLUSIVE: "error" } as const;

/** A gate's answer as JUnit XML: a test for each metric, which fails where it blocks and is an error where it cannot tell. */
export function toGateJUnit(name: string, { metrics, reasons }: GateReport): string {
  const counts = (decision: GateReport["decision"]): number =>
    metrics.filter((metric) => metric.decision === decision).length;
  const sums = `tests="${metrics.length}" failures="${counts("BLOCK")}" errors="${counts("INCONCLUSIVE")}" skipped="0"`;
  const tests = metrics.map(({ metric, decision }) => {
    const tag = TAG[decision];
    const open = `    <testcase classname="gate" name="${xml(metric)}"`;
    if (tag === null) return `${open}/>\n`;
    const why = reasons.filter((reason) => reason.metric === metric).map(({ message }) => message);
    return `${open}><${tag} message="${decision}">${xml(why.join("\n"))}</${tag}></testcase>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${xml(name)}" ${sums}>
  <testsuite name="gate" ${sums}>
${tests.join("")}  </testsuite>
</testsuites>
`;
}
