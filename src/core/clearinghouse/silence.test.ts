import { describe, expect, test } from "vitest";
import { stampAt } from "../../testing/caseWorld.ts";
import { SYSTEM } from "./actor.ts";
import { foldCase } from "./case.ts";
import type { CaseEvent, CaseFact } from "./caseEvent.ts";
import { SILENCE_DAYS, silences } from "./silence.ts";

const at = (day: number) => stampAt(day).at;
const on = (day: number, fact: CaseFact): CaseEvent => ({ ...fact, at: at(day), by: SYSTEM });
const joined: CaseFact = {
  type: "participant-joined",
  partyId: "harbor",
  label: "Harbor",
  role: "owner",
  contact: null,
  acceptedEmbargo: true,
};
const sent = (day: number, messageId = `m${day}`) =>
  on(day, { type: "message-sent", messageId, partyId: "harbor" });
const heard = (day: number) =>
  on(day, { type: "message-received", messageId: `r${day}`, partyId: "harbor" });
const verdict = (day: number) =>
  on(day, {
    type: "owner-verdict",
    partyId: "harbor",
    verdict: "acknowledged",
    version: null,
    reason: null,
    note: null,
  });
const bounced = (day: number, messageId: string) =>
  on(day, { type: "message-bounced", messageId, partyId: "harbor" });
const caseWith = (...events: CaseEvent[]) =>
  foldCase([
    on(0, { type: "opened", caseId: "c", title: "t", tlp: "AMBER" }),
    on(0, joined),
    ...events,
  ]);

describe("an owner's silence", () => {
  test.each<[string, CaseEvent[], number, number[]]>([
    ["nothing was sent", [], 90, []],
    ["asked yesterday", [sent(10)], 11, [0]],
    ["asked 29 days ago", [sent(10)], 39, [0]],
    ["asked thirty days ago", [sent(10)], 40, [1]],
    ["asked sixty days ago", [sent(10)], 70, [2]],
    ["reminded in between", [sent(10), sent(35)], 40, [1]],
    ["answered by mail", [sent(10), heard(12)], 60, []],
    ["answered by verdict", [sent(10), verdict(12)], 60, []],
    ["asked again after an answer", [sent(10), heard(12), sent(20)], 40, [0]],
    ["the mail came back", [sent(10), bounced(11, "m10")], 60, []],
    ["closed meanwhile", [sent(10), on(12, { type: "closed", reason: "done" })], 60, []],
  ])("%s", (_, events, day, steps) => {
    expect(silences(caseWith(...events), at(day)).map(({ step }) => step)).toEqual(steps);
  });

  test("says since when, and on which day the next task is due", () => {
    expect(silences(caseWith(sent(10)), at(45))).toEqual([
      { partyId: "harbor", since: at(10), days: 35, dueOn: "2026-11-10", step: 1 },
    ]);
    expect(SILENCE_DAYS).toBe(30);
  });
});
