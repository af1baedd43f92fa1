import { expect, test } from "vitest";
import { type Binding, hear, type Press, shownKeys } from "./binding.ts";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  typing: false,
  ...more,
});
const binding = (keys: string, more: Partial<Binding> = {}): Binding => ({
  keys,
  does: keys,
  run: () => undefined,
  ...more,
});
const page = [binding("j"), binding("g w"), binding("g q"), binding("Enter")];

test("a single key runs its binding", () => {
  expect(hear(press("j"), page, undefined).run?.keys).toBe("j");
});
test("two keys in a row run theirs; the first alone runs nothing", () => {
  expect(hear(press("g"), page, undefined)).toEqual({ pending: "g" });
  expect(hear(press("q"), page, "g").run?.keys).toBe("g q");
  expect(hear(press("x"), page, "g")).toEqual({ pending: undefined });
});
test("letters typed into a field stay letters", () => {
  expect(hear(press("j", { typing: true }), page, undefined)).toEqual({ pending: undefined });
});
test("shortcuts of the browser and of the system are left alone", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"] as const)
    expect(hear(press("j", { [held]: true }), page, undefined).run).toBeUndefined();
});
test("a dialog’s key wins over the page’s", () => {
  const dialog = binding("j", { does: "in the dialog" });
  expect(hear(press("j"), [...page, dialog], undefined).run?.does).toBe("in the dialog");
});
test("a key with nothing to act on does nothing, and lets the page’s own through", () => {
  expect(hear(press("j"), [binding("j", { on: false })], undefined).run).toBeUndefined();
  expect(hear(press("j"), [...page, binding("j", { on: false })], undefined).run?.does).toBe("j");
});
test("keys are printed as on the keyboard", () => {
  expect(shownKeys("g w")).toEqual(["g", "w"]);
  expect(shownKeys("Enter")).toEqual(["↵"]);
  expect(shownKeys(" ")).toEqual(["space"]);
});
