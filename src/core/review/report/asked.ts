import { phraseLine, phraseReason, RELEASE_SAYS } from "../clockPhrase.ts";
import { type Block, facts, heading, list, prose, quote } from "../paper/block.ts";
import { RELEASES } from "../reviewWords.ts";
import { type ReportInput, spoken, todayOf } from "./reportInput.ts";

function releaseOf({ state }: ReportInput, release: (typeof RELEASES)[number]): string {
  const released = state.released.find((one) => one.release === release);
  if (released !== undefined) return `released ${released.at}`;
  const planned = state.releases[release];
  return planned === null ? "no date given" : `planned for ${planned}`;
}

/** What the lab asked for, of which model, and who takes part. */
export function asked({ state }: ReportInput): readonly Block[] {
  const { increment } = state;
  const attached = state.agencies.filter((agency) => agency.state === "attached");
  return [
    heading("What was asked"),
    facts(
      ["Lab", state.lab.name],
      ["Model", state.model],
      ["Version", state.version],
      ["Increment", spoken(increment.kind)],
      ["Reuses", increment.reuses ?? "nothing"],
      ["Weights", state.openWeight ? "open: a release cannot be called back" : "not open"],
      ["Asked for", state.acts.map(spoken).join(", ")],
      ["Agencies", attached.map(({ name }) => name).join(", ") || "none"],
      ["Handed in", state.submittedAt ?? "not yet"],
    ),
  ];
}

/** The words of the lab itself: they may name people. */
export function askedInWords({ state }: ReportInput): readonly Block[] {
  const { increment, enquiry, lab, ended } = state;
  const reason = ended?.reason ?? "";
  return [
    ...(increment.note === "" ? [] : [quote(`${lab.name} on the increment`, increment.note)]),
    ...(enquiry === null ? [] : [quote(`Coverage enquiry of ${enquiry.at}`, enquiry.question)]),
    ...(reason === "" ? [] : [quote("Why it ended", reason)]),
  ];
}

/** Where the window stands, with its reasons; the same for every reader. */
export function windowOf(input: ReportInput): readonly Block[] {
  const { clock, state } = input;
  const zone = clock.zone ?? "UTC";
  return [
    heading("The window"),
    prose(`${phraseLine(clock)}.`),
    list(clock.reasons.map((reason) => phraseReason(reason, zone))),
    facts(
      ...RELEASES.map(
        (release) => [`The lab's ${RELEASE_SAYS[release]}`, releaseOf(input, release)] as const,
      ),
      ["Ended", state.ended === null ? "not yet" : `${spoken(state.ended.how)}, ${state.ended.at}`],
    ),
  ];
}

/** Recorded by the designated role alone; Assay never computes it. */
export function coverageOf(input: ReportInput, withWords: boolean): readonly Block[] {
  const { coverage } = input.state;
  if (coverage === null) return [];
  const { until } = coverage;
  const end = until !== null && until < todayOf(input) ? `${until}; it has lapsed` : until;
  return [
    heading("Coverage"),
    facts(
      ["Recorded", spoken(coverage.coverage)],
      ["On", coverage.at],
      ["Until", end ?? "no end is stated"],
      ["By", withWords ? `${coverage.by}, in the designated role` : "the designated role"],
    ),
    ...(withWords ? [quote("Basis", coverage.basis)] : []),
  ];
}
