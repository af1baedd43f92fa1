import { expect, test } from "vitest";
import { stateInWords } from "./stateInWords.ts";

test("a case state is said in words", () => {
  expect(stateInWords("Vfdpxa")).toBe(
    "vendor aware, fix not ready, not deployed, public unaware, no exploit public, no attacks observed",
  );
  expect(stateInWords("VFDPXA")).toBe(
    "vendor aware, fix ready, fix deployed, public aware, exploit public, attacks observed",
  );
});
