import type { Product, VersionRange } from "../advisory.ts";
import { fault, type Rule } from "./rule.ts";

const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;
const COMMIT = /^(?:[a-f0-9]{40}|[a-f0-9]{64})$/;

const BOUNDS = ["introduced", "fixed", "lastAffected"] as const;

/** What a bound must look like for its type, or why it does not fit. */
function badBound(type: VersionRange["type"], bound: string): string | null {
  if (type === "semver" && !SEMVER.test(bound))
    return "Write it as SemVer 2.0 (1.2.3, without v), or choose the package type's own order.";
  if (type === "git" && !COMMIT.test(bound)) return "Write the whole commit hash, in lower case.";
  return null;
}

function rangeFaults(range: VersionRange, at: string, product: Product) {
  const bounds = BOUNDS.flatMap((name) => {
    const bound = range[name];
    const why = bound === null ? null : badBound(range.type, bound);
    return why === null ? [] : [fault("range-bound", `${at}/${name}`, why)];
  });
  const both =
    range.fixed !== null && range.lastAffected !== null
      ? [
          fault(
            "range-end",
            `${at}/lastAffected`,
            "Give the first fixed or the last affected version, not both.",
          ),
        ]
      : [];
  const empty =
    range.introduced !== null && range.introduced === range.fixed
      ? [fault("range-empty", `${at}/fixed`, "Nothing lies in this range.")]
      : [];
  const homeless =
    range.type === "git" && product.repository === null
      ? [fault("range-repository", `${at}/type`, "Commits need the repository's address.")]
      : [];
  return [...bounds, ...both, ...empty, ...homeless];
}

export const rangesRule: Rule = ({ products }) =>
  products.flatMap((product, index) =>
    product.ranges.flatMap((range, n) =>
      rangeFaults(range, `/products/${index}/ranges/${n}`, product),
    ),
  );
