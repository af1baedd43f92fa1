import { baseScore } from "../score.ts";
import { fault, type Rule, repeated } from "./rule.ts";

/** One vector per CVSS version, with the score it computes to; CSAF 2.0 needs a 3.1 for what is affected (6.2.3). */
export const severityRule: Rule = ({ severity, products }) => {
  const vectors = severity.flatMap(({ version, vector, score }, index) => {
    const at = `/severity/${index}`;
    const computed = baseScore(version, vector);
    if (computed === undefined)
      return [
        fault(
          "severity-vector",
          `${at}/vector`,
          `This is not a complete CVSS ${version} base vector: the base metrics, each once, in the specification's order, no others.`,
        ),
      ];
    if (computed === score) return [];
    return [fault("severity-score", `${at}/score`, `The vector computes to ${computed}.`)];
  });
  const twice = repeated(severity, ({ version }) => version).map((index) =>
    fault("severity-twice", `/severity/${index}`, "One vector for each CVSS version."),
  );
  const isNeeded = products.some(({ status }) => status === "known_affected");
  const missing =
    isNeeded && !severity.some(({ version }) => version === "3.1")
      ? [
          fault(
            "severity-missing",
            "/severity",
            "Affected products need a CVSS 3.1 base vector: CSAF 2.0 has no place for CVSS 4.0 alone.",
          ),
        ]
      : [];
  return [...vectors, ...twice, ...missing];
};
