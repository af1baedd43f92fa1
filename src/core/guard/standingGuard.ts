import { CHECKS } from "./detect/checks.ts";
import { compileGuard, type Guard } from "./engine/compileGuard.ts";
import type { Pack, PackRule } from "./pack.ts";
import type { GuardContext, Registry } from "./registry.ts";

const NOTHING: Registry = { embargoed: [] };
const made = new WeakMap<readonly Pack[], WeakMap<Registry, Guard>>();

/** Rules about what a case under embargo is known by: it is looked up for each message, by the words of the message. */
const isLookedUp = ({ detector }: PackRule): boolean =>
  detector.kind === "registry" &&
  (detector.source === "embargoed-key" || detector.source === "embargoed-text");

const withRules = (packs: readonly Pack[], keep: (rule: PackRule) => boolean): Pack[] =>
  packs.map((pack) => ({ ...pack, rules: pack.rules.filter(keep) }));

/** Made ready once for all messages, as long as packs and register are the same objects. */
function standingGuard(packs: readonly Pack[], registry: Registry): Guard {
  const byRegistry = made.get(packs) ?? new WeakMap<Registry, Guard>();
  made.set(packs, byRegistry);
  const known = byRegistry.get(registry);
  if (known) return known;
  const guard = compileGuard(
    withRules(packs, (rule) => !isLookedUp(rule)),
    registry,
    CHECKS,
  );
  byRegistry.set(registry, guard);
  return guard;
}

/** The standing rules, and those about what this message was found to name; the second guard is small. */
export function guardsFor(packs: readonly Pack[], context: GuardContext): readonly Guard[] {
  const { embargoed, live } = context;
  const standing = standingGuard(packs, live ?? (isEmpty(context) ? NOTHING : context));
  if (embargoed.length === 0) return [standing];
  return [standing, compileGuard(withRules(packs, isLookedUp), { embargoed }, CHECKS)];
}

const isEmpty = ({ people, canaries, erased, erasedTerms, terms }: Registry): boolean =>
  [people, canaries, erased, erasedTerms, terms].every((one) => one === undefined);
