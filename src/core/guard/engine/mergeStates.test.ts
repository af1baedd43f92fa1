import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelsOf, mergeStates } from "./mergeStates.ts";

type Machine = {
  readonly table: readonly number[];
  readonly stride: number;
  readonly labels: readonly number[];
};

/** A few states with few targets, so that many lead alike. */
const machine: fc.Arbitrary<Machine> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }))
  .chain(([states, stride]) =>
    fc.record({
      stride: fc.constant(stride),
      table: fc.array(fc.nat(Math.min(2, states - 1)), {
        minLength: states * stride,
        maxLength: states * stride,
      }),
      labels: fc.array(fc.nat(1), { minLength: states, maxLength: states }),
    }),
  );

/** Pairs of states told apart by some text: those of other labels, and those that lead to such a pair. */
function toldApart({ table, stride, labels }: Machine): Set<string> {
  const apart = new Set<string>();
  for (let before = -1; before !== apart.size; ) {
    before = apart.size;
    for (const [a, left] of labels.entries()) {
      for (const [b, right] of labels.entries()) {
        const columns = Array.from({ length: stride }, (_, i) => i);
        const leads = columns.some((i) =>
          apart.has(`${table[a * stride + i]} ${table[b * stride + i]}`),
        );
        if (left !== right || leads) apart.add(`${a} ${b}`);
      }
    }
  }
  return apart;
}

describe("states of an automaton", () => {
  test("are made one exactly where no text tells them apart", () => {
    fc.assert(
      fc.property(machine, (one) => {
        const labels = labelsOf(one.labels.length, (state) => String(one.labels[state]));
        const same = mergeStates(Uint32Array.from(one.table), one.stride, labels);
        const apart = toldApart(one);
        for (const [a, first] of same.entries()) {
          for (const [b, other] of same.entries())
            expect(first === other).toBe(!apart.has(`${a} ${b}`));
          expect(first).toBeLessThanOrEqual(a);
        }
      }),
    );
  });
});
