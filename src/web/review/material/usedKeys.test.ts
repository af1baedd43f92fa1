import { expect, test } from "vitest";
import { isNewHere, rememberUsed } from "./usedKeys.ts";

function memory(): Pick<Storage, "getItem" | "setItem"> {
  const held = new Map<string, string>();
  return {
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => void held.set(name, value),
  };
}

test("a key is new until this browser has sealed to it", () => {
  const store = memory();
  expect(isNewHere(store, "age1one")).toBe(true);
  rememberUsed(store, ["age1one"]);
  rememberUsed(store, ["age1two"]);
  expect(isNewHere(store, "age1one")).toBe(false);
  expect(isNewHere(store, "age1two")).toBe(false);
  expect(isNewHere(store, "age1three")).toBe(true);
});

test("what somebody else wrote there, or a browser that keeps nothing, makes every key a new one", () => {
  const store = memory();
  for (const text of ["{", "7", '{"age1one":true}', "[1]"]) {
    store.setItem("assay-sealed-to", text);
    expect(isNewHere(store, "age1one")).toBe(true);
  }
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  rememberUsed(full, ["age1one"]);
  expect(isNewHere(full, "age1one")).toBe(true);
});
