import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toIdentity } from "../identity.ts";
import { TRIAL_ENDS } from "../trial.ts";
import { readTrialHead, readVerdictHead, toTrialLine, toVerdictLine } from "./head.ts";
import type { TrialRow, VerdictRow } from "./rows.ts";

const id = toIdentity("trial", 1);
const used = fc.record({
  calls: fc.nat(),
  tokens: fc.nat(),
  cost: fc.double({ min: 0, max: 1e9, noNaN: true }),
});
const head = fc.record({ ordinal: fc.nat(), attempt: fc.nat(), used });

describe("the head of a journal's line", () => {
  test("is read back without reading the line, and from any order of its members", () => {
    fc.assert(
      fc.property(head, fc.constantFrom(...TRIAL_ENDS), fc.string(), (known, end, fault) => {
        const line = toTrialLine({ fault, ...known, end } as unknown as TrialRow);
        expect(readTrialHead(line)).toEqual({ ...known, end });
        expect(readTrialHead(JSON.stringify({ fault, end, ...known }))).toEqual({ ...known, end });
        const verdict = toVerdictLine({ case: id, ...known } as unknown as VerdictRow);
        expect(readVerdictHead(verdict)).toEqual(known);
      }),
    );
  });

  test("of a line that is none is null", () => {
    for (const line of ["", "{}", "not ours", '{"ordinal":-1,"attempt":0,"end":"completed"}'])
      expect([readTrialHead(line), readVerdictHead(line)]).toEqual([null, null]);
  });
});
