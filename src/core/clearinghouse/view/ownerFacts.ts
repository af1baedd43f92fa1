import { weaknessName } from "../../advisory/weaknessName.ts";
import { embargoEnd, embargoOf, isEmbargoed, rungsOfCase } from "../caseFacts.ts";
import type { CaseState } from "../caseState.ts";
import { creditsOf } from "../credit.ts";
import { dayOf } from "../day.ts";
import type { CodeLocation, Finding } from "../finding.ts";
import { SIDES, sideOf } from "../severity.ts";

type Fact = { readonly label: string; readonly value: string };

const BY = { finder: "by the finder", verifier: "by our verifier", owner: "by you" } as const;

/** All that was said, side by side. The owner's own counts, and is never made up. */
function severity(state: CaseState): string {
  const said = SIDES.flatMap((side) => {
    const stated = sideOf(state.severity, side);
    return stated === null ? [] : [{ side, text: `${stated.now.score} ${BY[side]}` }];
  });
  if (said.length === 0) return "unknown; yours counts";
  const own = said.some(({ side }) => side === "owner") ? "" : "; yours counts";
  return `${said.map(({ text }) => text).join(", ")}${own}`;
}

function foundBy(state: CaseState): string {
  const [first, ...others] = creditsOf(state);
  const model = first?.model ? ` with ${first.model}` : "";
  const rest = others.length === 0 ? "" : `, and ${others.length} more`;
  return `${first?.party ?? "unknown"}${model}${rest}`;
}

const place = ({ file, line, function: name }: CodeLocation): string =>
  [[file, line].filter((part) => part !== null).join(":"), name ? `in ${name}` : ""]
    .filter(Boolean)
    .join(" ");

const unique = (values: readonly (string | null)[]): string =>
  [...new Set(values.filter((value) => value !== null))].join(", ");

/** "5 of 5", as far as runs have shown it. */
export function shownIn(state: CaseState): { readonly times: string; readonly on: string } | null {
  const { reproduced, independent } = rungsOfCase(state);
  const run = independent ?? reproduced;
  return run && { times: `${run.nOfM.n} of ${run.nOfM.of}`, on: run.run.on };
}

/** What the owner needs besides the reproducer. What is unknown says so. */
export function ownerFacts(state: CaseState, findings: readonly Finding[]): readonly Fact[] {
  const component = unique(findings.map((one) => one.component));
  const versions = unique(findings.map((one) => one.version ?? one.commit));
  const weakness = findings.find((one) => one.weakness !== null)?.weakness ?? null;
  const where = findings.flatMap((one) => one.locations)[0];
  const shown = shownIn(state);
  const boundary = findings.find((one) => one.boundary !== null)?.boundary ?? null;
  const optional = [
    { label: "Where", value: where ? place(where) : "" },
    { label: "Crosses", value: boundary ?? "" },
  ];
  return [
    { label: "Affected", value: `${component || "unknown"} ${versions || "version unknown"}` },
    ...optional.filter(({ value }) => value !== ""),
    {
      label: "Weakness",
      value: [weakness, weakness && weaknessName(weakness)].filter(Boolean).join(", ") || "unknown",
    },
    {
      label: "Shown",
      value: shown ? `${shown.times} runs on ${shown.on}` : "not reproduced here yet",
    },
    { label: "Severity", value: severity(state) },
    {
      label: "Reports",
      value: findings.length === 1 ? "1" : `${findings.length}, joined into this one`,
    },
    { label: "Found by", value: foundBy(state) },
  ];
}

const NEVER_BY_ITSELF = "by a person, never by itself";

/** When the flaw is to be public, in the owner's words. */
export function publicOn(state: CaseState, now: string): { day: string | null; note: string } {
  if (state.advisory) return { day: dayOf(state.advisory.at), note: "published" };
  const end = embargoEnd(state, now);
  if (end === null) return { day: null, note: `no day is agreed; ${NEVER_BY_ITSELF}` };
  if (end.over) return { day: null, note: `the embargo is over; ${NEVER_BY_ITSELF}` };
  const agreed = embargoOf(state).em === "proposed" ? "proposed, not agreed yet" : "as agreed";
  return { day: end.day, note: `${agreed}; ${NEVER_BY_ITSELF}` };
}

/** What a party could agree to, or has. */
export function termsFor(state: CaseState, partyId: string, now: string) {
  const end = embargoEnd(state, now);
  if (end === null || !isEmbargoed(state, now)) return null;
  const seats = state.participants.filter((seat) => seat.partyId === partyId);
  const accepted = seats.some((seat) => seat.acceptedEmbargo);
  return { day: end.day, note: end.reason, accepted };
}
