import { describe, expect, test } from "vitest";
import { BLANK } from "./caseState.ts";
import { toOutgoingMail } from "./outgoingMail.ts";
import { taskAfter } from "./ownerAnswer.ts";
import { isReport } from "./pace.ts";

const draft = {
  subject: "VC-2026-0412:\n a\u202e flaw\u0007 ",
  body: "It fails.\n\nR. Teal, Lakeside, VC-2026-0412\n",
  tlp: "AMBER+STRICT",
  sender: "R. Teal",
  desk: "Lakeside",
  link: null,
} as const;

describe("a mail as it leaves", () => {
  test("bears its label in subject and text, before anything else", () => {
    expect(toOutgoingMail(draft)).toEqual({
      subject: "[TLP:AMBER+STRICT] VC-2026-0412: a flaw",
      body: "TLP:AMBER+STRICT\n\nIt fails.\n\nR. Teal, Lakeside, VC-2026-0412\n",
    });
  });

  test("names the person who sends it, once", () => {
    const { body } = toOutgoingMail({ ...draft, body: "It fails.", sender: "B. Other" });
    expect(body).toBe("TLP:AMBER+STRICT\n\nIt fails.\n\nB. Other, Lakeside\n");
  });

  test("ends with the way to answer", () => {
    const link = { url: "https://desk.example/o/#x", until: "2026-10-22" };
    expect(toOutgoingMail({ ...draft, link }).body).toMatch(
      /\n\nThe case and your answer, without an account, until 2026-10-22:\nhttps:\/\/desk\.example\/o\/#x\n$/,
    );
  });
});

describe("a report", () => {
  const owner = { partyId: "p", role: "owner" } as const;
  const said = {
    messageId: "m",
    partyId: "p",
    bounced: false,
    at: "2026-09-22T00:00:00Z",
    from: null,
  };

  test("is what comes to an owner unasked; what follows its answer is a conversation", () => {
    expect(isReport(BLANK, owner)).toBe(true);
    const asked = { ...BLANK, contacts: [{ ...said, direction: "out" as const }] };
    expect(isReport(asked, owner)).toBe(true);
    const answered = { ...BLANK, contacts: [{ ...said, direction: "in" as const }] };
    expect(isReport(answered, owner)).toBe(false);
    expect(isReport(answered, { ...owner, partyId: "other" })).toBe(true);
  });

  test("goes to who makes the fix; a verifier is asked, not reported to", () => {
    expect(isReport(BLANK, { partyId: "p", role: "verifier" })).toBe(false);
  });
});

describe("what the desk is asked to do after an answer", () => {
  test.each([
    [{ answer: "acknowledge" }, null],
    [{ answer: "confirm" }, null],
    [{ answer: "confirm", note: "Thanks!" }, "libharbor says it is real: Thanks!"],
    [{ answer: "fixed", version: "3.2.2" }, "libharbor has fixed it in 3.2.2"],
    [
      { answer: "not-ours", reason: "not-our-component", note: "Ask\nlibquay" },
      "libharbor says it is not theirs (not our component): Ask libquay",
    ],
    [
      { answer: "need-more", note: "x".repeat(500) },
      `libharbor asks for more: ${"x".repeat(159)}…`,
    ],
  ] as const)("%j", (answer, task) => {
    expect(taskAfter("libharbor", answer)).toBe(task);
  });
});
