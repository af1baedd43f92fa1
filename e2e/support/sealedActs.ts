/** Keys, sealing and opening, by the pages alone. */
import type { Locator, Page } from "playwright-core";
import type { Visitor } from "./browser.ts";
import { byDialog, choose, field, openPage, tableOf } from "./reviewActs.ts";

/** Answers the path of the key file that the page gave out, and that the person keeps. */
export async function makeKeyFile(visitor: Visitor, name: string): Promise<string> {
  const page = await openPage(visitor, "/keys");
  let path = "";
  await byDialog(page, "Make a key", "Add its public half", async (dialog) => {
    await field(dialog, "Name").fill(name);
    await choose(dialog, /^in a key file/);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Make and download the key file" }).click(),
    ]);
    path = await download.path();
    await dialog.getByLabel("I have the file, and keep it where I keep secrets").check();
  });
  await page.getByRole("cell", { name }).waitFor();
  return path;
}

export async function makePasskeyKey(visitor: Visitor, name: string): Promise<void> {
  const page = await openPage(visitor, "/keys");
  await byDialog(page, "Make a key", "Add its public half", async (dialog) => {
    await field(dialog, "Name").fill(name);
    await choose(dialog, /^in the passkey/);
  });
  await page.getByRole("cell", { name }).waitFor();
}

export type Sealed = {
  readonly kind: string;
  readonly readers: readonly string[];
  readonly what: { readonly file: string } | { readonly name: string; readonly text: string };
  /** A statute that is claimed to protect it. */
  readonly statute?: {
    readonly name: string;
    readonly from: string;
    readonly until: string;
    readonly source: string;
    readonly claimedBy: string;
  };
};

/** Marking first; then what it is, who reads it and what protects it. Waits until it is sealed and sent. */
export async function seal(
  page: Page,
  { kind, readers, what, statute }: Sealed,
  look: (dialog: Locator) => Promise<void> = async () => undefined,
): Promise<void> {
  await byDialog(page, "Seal a file or a text…", /^Seal it to/, async (dialog) => {
    await choose(dialog, "No, nothing in it is classified");
    await dialog.getByLabel("Kind").selectOption({ label: kind });
    if ("file" in what) await dialog.getByLabel("File to seal").setInputFiles(what.file);
    else {
      await choose(dialog, "A text, written here");
      await field(dialog, "Name").fill(what.name);
      await field(dialog, "Text").fill(what.text);
    }
    for (const reader of readers)
      await dialog.getByRole("checkbox", { name: new RegExp(`^${reader}`) }).check();
    await choose(dialog, statute ? "A statute protects it" : "No protection is claimed");
    if (statute) await claim(dialog, statute);
    await look(dialog);
  });
  await page.getByRole("status").getByText("sealed", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
}

async function claim(dialog: Locator, statute: NonNullable<Sealed["statute"]>): Promise<void> {
  await field(dialog, "Statute").fill(statute.name);
  await dialog.getByLabel("From").fill(statute.from);
  await dialog.getByLabel("Last day, if it has one").fill(statute.until);
  await field(dialog, "Where it can be read").fill(statute.source);
  await field(dialog, "Claimed by").fill(statute.claimedBy);
}

/** The page offers a file picker of the browser's, which nobody can press here; without it the browser downloads. */
export const withoutPicker = ({ context }: Visitor): Promise<unknown> =>
  context.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));

const opening = async (page: Page, kind: string): Promise<Locator> => {
  const row = tableOf(page, "Sealed material").getByRole("row", { name: new RegExp(kind) });
  await row.getByRole("button", { name: "Open", exact: true }).click();
  return page.getByRole("dialog");
};

/** Opens a sealed thing with the key in a file; answers what was saved. */
export async function openAndSave(page: Page, kind: string, keyFile: string) {
  const dialog = await opening(page, kind);
  await dialog.getByLabel("Key file").setInputFiles(keyFile);
  await dialog.getByRole("button", { name: "Open it", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save it" }).click(),
  ]);
  const saved = { name: download.suggestedFilename(), path: await download.path() };
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  return saved;
}

/** Opens a sealed text with a passkey; answers it as it is shown. */
export async function openAndRead(page: Page, kind: string, name: string): Promise<string> {
  const dialog = await opening(page, kind);
  await dialog.getByRole("button", { name: "Use your passkey" }).click();
  await dialog.getByRole("button", { name: "Open it", exact: true }).click();
  await dialog.getByRole("button", { name: "Read it here" }).click();
  const text = dialog.getByLabel(name);
  await text.waitFor();
  const shown = (await text.textContent()) ?? "";
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  return shown;
}

/** What a page that was left open says when its reader presses Open. */
export async function openInVain(page: Page, kind: string): Promise<string> {
  const dialog = await opening(page, kind);
  await dialog.getByRole("button", { name: "Open it", exact: true }).click();
  const said = await dialog.getByRole("alert").textContent();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  return said ?? "";
}
