import { fault, type Rule } from "./rule.ts";

const ANSWERS_NOTHING = new Set(["none_available", "no_fix_planned"]);

/** Each affected product has a way out, or is told that there is none (CSAF 2.0, 6.2.2). */
export const remediationsRule: Rule = ({ products, remediations }) => {
  const open = new Set(
    products
      .filter(({ status }) => status === "known_affected" || status === "under_investigation")
      .map(({ purl }) => purl),
  );
  const strays = remediations.flatMap((remediation, index) =>
    remediation.products.flatMap((purl, n) =>
      open.has(purl)
        ? []
        : [
            fault(
              "remediation-product",
              `/remediations/${index}/products/${n}`,
              "No affected product has this purl.",
            ),
          ],
    ),
  );
  const unanswered = products.flatMap(({ purl, status }, index) =>
    status !== "known_affected" || remediations.some((one) => one.products.includes(purl))
      ? []
      : [
          fault(
            "remediation-missing",
            `/products/${index}`,
            "Say what can be done about it; 'none available' is an answer.",
          ),
        ],
  );
  const fixed = new Set(
    remediations.flatMap((one) => (one.category === "vendor_fix" ? one.products : [])),
  );
  const contradictions = remediations.flatMap(({ category, products: purls }, index) =>
    ANSWERS_NOTHING.has(category) && purls.some((purl) => fixed.has(purl))
      ? [
          fault(
            "remediation-contradiction",
            `/remediations/${index}/category`,
            "Another entry has a fix for the same product.",
          ),
        ]
      : [],
  );
  return [...strays, ...unanswered, ...contradictions];
};
