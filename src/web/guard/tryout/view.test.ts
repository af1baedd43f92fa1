import { expect, test } from "vitest";
import type { PackLine } from "#contract/guard/pack.ts";
import { chosenOf, parseView, toSearch, withPack } from "./view.ts";

const line = (id: string, channels: PackLine["channels"]): PackLine => ({
  id,
  title: id,
  version: "1",
  hash: "0".repeat(64),
  source: "built-in",
  rules: 1,
  channels,
  always: [],
  uploadedBy: null,
  uploadedAt: null,
});
const LINES = [line("secrets", ["mail"]), line("tlp", ["mail"]), line("gdpr", [])];

test("an address that says nothing reads for everybody, by the packs of mail", () => {
  const view = parseView({ audience: "nobody", json: "maybe" });
  expect(toSearch(view)).toEqual({});
  expect(chosenOf(view, LINES).map(({ id }) => id)).toEqual(["secrets", "tlp"]);
});
test("what an address says comes back from it", () => {
  const search = { audience: "clients", packs: "gdpr,tlp", json: "yes" };
  expect(toSearch(parseView(search))).toEqual(search);
});
test("a pack is taken in and out again; none at all is a choice, too", () => {
  const more = withPack(parseView({}), LINES, "gdpr");
  expect(more.packs).toEqual(["secrets", "tlp", "gdpr"]);
  const none = ["gdpr", "tlp", "secrets"].reduce((view, id) => withPack(view, LINES, id), more);
  expect(chosenOf(parseView(toSearch(none)), LINES)).toEqual([]);
});
