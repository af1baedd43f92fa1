import { describe, expect, test } from "vitest";
import { SOME_TERMS } from "../../../testing/reviewTerms.ts";
import { grantRows, grantSays, grantsIn } from "./grantTable.ts";

const grant = (
  over: Partial<Parameters<typeof grantsIn>[0][number]>,
): Parameters<typeof grantsIn>[0][number] => ({
  id: "g1",
  partyId: "bureau",
  axis: "model",
  level: "AL2",
  variant: "safeguards-off",
  persons: [{ personId: "p", name: "P. Sand" }],
  state: "given",
  askedAt: "2026-09-08T10:00:00Z",
  answeredAt: null,
  endedAt: null,
  reason: "",
  why: null,
  ...over,
});
const OFF = { axis: "model", variant: "safeguards-off" } as const;

describe("a cell of the table of grants", () => {
  test("nothing was asked for", () => {
    expect(grantsIn([grant({ partyId: "other" })], OFF, "bureau")).toEqual([]);
  });

  test("shows what is given beside what is asked on top of it", () => {
    const found = grantsIn([grant({}), grant({ id: "g2", state: "asked" })], OFF, "bureau");
    expect(found.map(({ id }) => id)).toEqual(["g1", "g2"]);
  });

  test("shows the last answer where nothing stands", () => {
    const found = grantsIn(
      [grant({ state: "declined" }), grant({ id: "g2", state: "ended" })],
      OFF,
      "bureau",
    );
    expect(found.map(({ id }) => id)).toEqual(["g2"]);
  });
});

describe("the rows of the table of grants", () => {
  const signature = { partyId: "", personId: "", name: "", at: "", method: "ed25519" } as const;
  const proof = { keyId: "", publicKey: "", signature: "" };
  const signed = {
    version: 1,
    hash: "",
    terms: SOME_TERMS,
    proposedBy: "",
    at: "",
    signatures: [
      { ...signature, proof, side: "lab" as const },
      { ...signature, proof, side: "agency" as const },
    ],
  };

  test("are all variants and both other axes, and say what the signed terms leave out", () => {
    const rows = grantRows({ grants: [], terms: [signed as never] });
    expect(rows).toHaveLength(8);
    expect(rows.filter(({ note }) => note !== "").map(({ variant }) => variant)).toEqual([
      "reduced-refusal",
      "safeguards-on",
      "raw-reasoning",
      "fine-tuning",
    ]);
  });

  test("terms that only one side signed leave nothing out yet", () => {
    const half = { ...signed, signatures: signed.signatures.slice(0, 1) };
    expect(grantRows({ grants: [], terms: [half as never] }).every(({ note }) => note === "")).toBe(
      true,
    );
  });

  test("access without a variant has a row of its own once it was asked for", () => {
    expect(grantRows({ grants: [grant({ variant: null })], terms: [] })[0]?.variant).toBe(null);
  });
});

test("a grant is said with its depth and variant", () => {
  expect(grantSays({ axis: "model", level: "AL2", variant: "raw-reasoning" })).toBe(
    "model access, AL2, raw reasoning",
  );
  expect(grantSays({ axis: "time", level: null, variant: null })).toBe("time");
});
