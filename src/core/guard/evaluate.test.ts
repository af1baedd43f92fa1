import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AUDIENCES, mayReach, TLP_LABELS } from "./audience.ts";
import { clear, evaluate } from "./evaluate.ts";
import { embargoMarkPack } from "./packs/embargoMark.ts";
import { tlpMarkPack } from "./packs/tlpMark.ts";
import { ACTIONS, join } from "./verdict.ts";

const packs = [tlpMarkPack, embargoMarkPack];
const message = { to: ["a@b.example"], subject: "Report", body: "Look at VC-2026-0412 please." };
const quiet = { embargoed: [], tlp: null } as const;
const embargoed = { embargoed: [{ caseId: "c1", keys: ["VC-2026-0412", "poc.hbx"] }], tlp: null };

describe("the guard", () => {
  test("stops a key of an embargoed case on its way to the public", () => {
    const verdict = evaluate(message, { kind: "public" }, embargoed, packs);
    expect(verdict).toMatchObject({ action: "block", findings: [{ start: 8, end: 20 }] });
    expect(clear(message, verdict)).toMatchObject({ ok: false, refusal: { code: "guard/held" } });
  });

  test("lets the participants of that case read it, and those of another case not", () => {
    const to = (caseId: string) =>
      evaluate(message, { kind: "participants", caseId }, embargoed, packs).action;
    expect(to("c1")).toBe("pass");
    expect(to("c2")).toBe("block");
  });

  test("does not take part of a longer id for the id", () => {
    const other = { ...message, body: "See VC-2026-04123 and xVC-2026-0412." };
    expect(evaluate(other, { kind: "public" }, embargoed, packs).action).toBe("pass");
  });

  test.each(TLP_LABELS)("holds content under TLP:%s back from wider audiences", (tlp) => {
    for (const kind of AUDIENCES) {
      const { action } = evaluate(message, { kind }, { ...quiet, tlp }, packs);
      expect(action).toBe(mayReach(tlp, kind) ? "pass" : "block");
    }
  });

  test("reads a mark in the text", () => {
    const marked = { ...message, body: "tlp:amber+strict\nHello" };
    expect(evaluate(marked, { kind: "clients" }, quiet, packs).action).not.toBe("pass");
    expect(evaluate(marked, { kind: "organisation" }, quiet, packs).action).toBe("pass");
  });

  test("gives the same verdict however often, and never a lower one for a wider audience", () => {
    const audience = fc.nat({ max: AUDIENCES.length - 1 });
    fc.assert(
      fc.property(
        fc.string(),
        audience,
        audience,
        fc.constantFrom(...TLP_LABELS),
        (body, a, b, tlp) => {
          const at = (i: number) =>
            evaluate(
              { ...message, body },
              { kind: AUDIENCES[i] ?? "named" },
              { ...quiet, tlp },
              packs,
            );
          expect(at(a)).toEqual(at(a));
          const [wide, narrow] = [at(Math.min(a, b)).action, at(Math.max(a, b)).action];
          expect(join(wide, narrow)).toBe(wide);
        },
      ),
    );
  });

  test("verdicts are a total order", () => {
    for (const a of ACTIONS) expect(join(a, "pass")).toBe(a);
    expect(join("block", "escalate")).toBe("block");
  });
});
