import { draftMessage } from "#actions/clearinghouse/draftMessage.ts";
import { inviteParticipant } from "#actions/clearinghouse/inviteParticipant.ts";
import { sendMessage } from "#actions/clearinghouse/sendMessage.ts";
import { recordEvidence } from "#actions/clearinghouse/workCase.ts";
import type { Finding } from "#core/clearinghouse/finding.ts";
import type { Refusal, Result } from "#core/result.ts";
import { testDesk } from "./desk.ts";

export const OWNER_ADDRESS = "security@libharbor.example";

/** The value, or the refusal as an error: for steps that a test takes for granted. */
export function done<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
}

/** A desk with an analyst, a lab that finds, and an owner; nothing has been reported yet. */
export async function testCoordination() {
  const desk = await testDesk();
  const office = await desk.party("Lakeside Coordination", "desk");
  const lab = await desk.party("Kestrel Lab", "lab");
  const owner = await desk.party("libharbor", "vendor", OWNER_ADDRESS);
  const analyst = await desk.person(office, ["analyst"], "R. Teal");
  const finder = await desk.person(lab, ["finder"], "K. Finder");
  const maintainer = await desk.person(owner, ["owner"], "M. Tainer");

  /** Reproduced by the desk, as owners want it before they are written to. */
  const reproduced = async (finding: Partial<Finding> = {}) => {
    const one = await desk.submit(finder, finding);
    const run = { outcome: "reproduced", failed: 5, of: 5, on: "libharbor 3.2.1" } as const;
    done(await recordEvidence(desk.deps, analyst, one.ref, { ...run, modelFamily: null }));
    return one;
  };
  const invited = async (finding: Partial<Finding> = {}) => {
    const one = await reproduced(finding);
    const seat = { partyId: owner.id, role: "owner" } as const;
    return { ...one, page: done(await inviteParticipant(desk.deps, analyst, one.ref, seat)) };
  };
  /** A draft to the owner; without a body the one that is drafted from the case. */
  const drafted = async (ref: string, body?: string) => {
    const wanted = { partyId: owner.id, body };
    const page = done(await draftMessage(desk.deps, analyst, ref, wanted));
    const draft = page.messages.findLast(({ state }) => state === "draft");
    if (!draft) throw new Error("The draft is not in the case.");
    return draft;
  };
  const sent = async (ref: string, body?: string) => {
    const draft = await drafted(ref, body);
    const page = done(
      await sendMessage(desk.deps, analyst, ref, draft.id, { beyondBudget: false }),
    );
    return { id: draft.id, page };
  };
  return {
    desk,
    office,
    lab,
    owner,
    analyst,
    finder,
    maintainer,
    reproduced,
    invited,
    drafted,
    sent,
  };
}

export type TestCoordination = Awaited<ReturnType<typeof testCoordination>>;
