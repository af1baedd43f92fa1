import type { Visitor } from "./browser.ts";
import { askAs, type ReviewCast } from "./reviewDesk.ts";

export const REVIEWED = {
  model: "Meridian 4",
  version: "final checkpoint",
  increment: { kind: "new-base", reuses: null, note: "" },
  acts: ["coverage-enquiry", "access-window", "partner-selection"],
  openWeight: false,
  zone: "Europe/Oslo",
  policyDays: 30,
} as const;

const TERMS = {
  accessMode: "hosted-api",
  variants: ["final-checkpoint", "safeguards-off"],
  people: [{ name: "V. Holm", party: "Model Test Bureau" }],
  agreedUses: ["Measure what the model can do against networks", "Write one report"],
  retentionDays: 14,
  onwardSharing: [{ with: "Energy Systems Laboratory", condition: "with the lab’s reply" }],
  labLogs: true,
  destructionDate: "2099-01-11",
  promptsShownToLab: false,
  notes: "",
} as const;

/** As the page does it: the hash of the terms is the challenge. */
export async function signNewest({ page }: Visitor, ref: string, name: string): Promise<void> {
  await page.goto(`/reviews/${ref}`);
  await page.getByRole("button", { name: /^Sign version/ }).click();
  await page.getByRole("button", { name: "Sign with a passkey" }).click();
  await page.getByText(`signed by ${name}`).waitFor();
}

/** Opened by the lab for the bureau, on terms that both signed; something in each of its parts. Answers with its reference. */
export async function openWindow({ visitors, partyIds, personIds }: ReviewCast): Promise<string> {
  const { voss, holm, recorder } = visitors;
  const { ref } = await askAs<{ ref: string }>(voss, "POST", "/api/reviews", REVIEWED);
  const act = (by: Visitor, move: string, body: object = {}) =>
    askAs<{ grants: readonly { id: string }[] }>(by, "POST", `/api/reviews/${ref}/${move}`, body);
  await act(voss, "name-agency", { partyId: partyIds.bureau, name: "Model Test Bureau" });
  await act(voss, "ask-coverage", { question: "Is Meridian 4 covered?" });
  await askAs(recorder, "POST", `/api/coverage/${ref}`, {
    coverage: "covered",
    until: "2099-02-28",
    basis: "Section 3 (b).",
  });
  await act(voss, "date-release", { release: "public", date: "2099-03-01", note: "" });
  await act(voss, "submit");
  await act(voss, "propose-terms", { terms: { ...TERMS, retentionDays: 30 } });
  await act(voss, "propose-terms", { terms: TERMS });
  await signNewest(voss, ref, "E. Voss");
  await signNewest(holm, ref, "V. Holm");
  await act(voss, "confirm-access");
  await act(holm, "declare-conflict", { has: false, statement: "" });
  const persons = [{ personId: personIds.holm, name: "V. Holm" }];
  const model = { axis: "model", level: "AL2", persons, reason: "To run set C." };
  await act(holm, "ask-grant", { ...model, variant: "final-checkpoint" });
  const { grants } = await act(holm, "ask-grant", { ...model, variant: "safeguards-off" });
  await act(voss, "answer-grant", { grantId: grants[0]?.id, given: true, reason: "" });
  await act(holm, "propose-partner", { name: "Northgate Security", reason: "Runs scanners." });
  return ref;
}
