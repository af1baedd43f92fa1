/** What people do in a review, each by the page alone, as they would. */
import type { Locator, Page } from "playwright-core";
import type { Visitor } from "./browser.ts";

/** Opens a dialog by its button, does something in it, and waits until it has closed by the button that acts. */
export async function byDialog(
  page: Page,
  open: string | RegExp,
  act: string | RegExp,
  work: (dialog: Locator) => Promise<void> = async () => undefined,
): Promise<void> {
  await page.getByRole("button", { name: open, exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await work(dialog);
  await dialog.getByRole("button", { name: act, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

export const choose = async (within: Page | Locator, name: string | RegExp) =>
  await within.getByRole("radio", { name }).check();

export const field = (within: Page | Locator, name: string): Locator =>
  within.getByRole("textbox", { name, exact: true });

/** A table by what its part of the page is called. */
export const tableOf = (page: Page, label: string): Locator =>
  page.getByLabel(label, { exact: true }).getByRole("table");

export const openPage = async (visitor: Visitor, path: string): Promise<Page> => {
  await visitor.page.goto(path);
  await visitor.settled();
  return visitor.page;
};

export type NewReview = {
  readonly model: string;
  readonly version: string;
  readonly zone: string;
  readonly note: string;
};

/** For all three acts. Answers the reference. */
export async function openReview(visitor: Visitor, review: NewReview): Promise<string> {
  const page = await openPage(visitor, "/reviews");
  await page.getByRole("link", { name: "Open a review" }).first().click();
  await field(page, "Model").fill(review.model);
  await field(page, "Version").fill(review.version);
  await choose(page, /^A new base/);
  for (const act of ["Coverage enquiry", "Access window", "Trusted partners"])
    await page.getByRole("checkbox", { name: act }).check();
  await page.getByLabel("Time zone in which days are counted").selectOption(review.zone);
  await field(page, "Note for the agencies").fill(review.note);
  await page.getByRole("button", { name: /^Open a review of/ }).click();
  await page.waitForURL(/\/reviews\/RV-/);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

export const askWhetherCovered = (page: Page, question: string) =>
  byDialog(page, "Ask", "Ask", async (dialog) => {
    await field(dialog, "Question").fill(question);
  });

export const nameAgency = (page: Page, name: string) =>
  byDialog(page, "Name an agency", `Attach ${name}`, async (dialog) => {
    await dialog.getByLabel("Agency").selectOption({ label: name });
  });

export type Asked = { readonly lab: string; readonly model: string; readonly version: string };

export const askToJoin = (page: Page, { lab, model, version }: Asked, reason: string) =>
  byDialog(page, "Ask to join a review…", new RegExp(`^Ask ${lab}`), async (dialog) => {
    await dialog.getByLabel("Lab").selectOption({ label: lab });
    await field(dialog, "Model").fill(model);
    await field(dialog, "Version").fill(version);
    await field(dialog, "Why your agency").fill(reason);
  });

export const recordCoverage = (page: Page, until: string, basis: string) =>
  byDialog(page, "Record", "Record: covered", async (dialog) => {
    await choose(dialog, /^covered/);
    await dialog.getByLabel("Last day for which it holds").fill(until);
    await field(dialog, "Basis").fill(basis);
  });

export type NewTerms = {
  readonly uses: string;
  readonly retentionDays: number;
  readonly destructionDate: string;
};

/** For everybody of the attached agencies, on an API of the lab's. */
export async function proposeTerms(page: Page, terms: NewTerms): Promise<void> {
  await page.getByRole("link", { name: "Propose terms", exact: true }).click();
  await choose(page, "API hosted by the lab");
  for (const variant of ["final checkpoint", "safeguards off"])
    await page.getByRole("checkbox", { name: variant, exact: true }).check();
  await page.getByRole("button", { name: /of the attached agencies$/ }).click();
  await field(page, "Agreed uses").fill(terms.uses);
  await choose(page, "The lab logs what is asked");
  await choose(page, "Sealed from the lab");
  await field(page, "Retention, in days").fill(String(terms.retentionDays));
  await page.getByLabel("Destruction date").fill(terms.destructionDate);
  await page.getByRole("button", { name: "Propose this version" }).click();
  await page.waitForURL(/\/reviews\/RV-[\d-]+(#|$)/);
}

export async function signTerms(page: Page, name: string): Promise<void> {
  await byDialog(page, /^Sign version/, "Sign with a passkey");
  await page.getByText(`signed by ${name}`).waitFor();
}

/** From the line of the table of grants. */
export const askForAccess = (page: Page, variant: string, reason: string) =>
  byDialog(page, `Ask… for ${variant}`, /^Ask for/, async (dialog) => {
    await dialog.getByLabel("How deep").selectOption("AL2");
    await field(dialog, "What for").fill(reason);
  });

export const declareNoConflict = (page: Page) =>
  byDialog(page, "Declare yours", "Declare that there is none", (dialog) =>
    choose(dialog, /^I have no conflict/),
  );

export type Given = { readonly claim: string; readonly method: string; readonly run: string };

export const giveResult = (page: Page, lab: string, { claim: words, method, run }: Given) =>
  byDialog(page, "Give a result", `Give it to ${lab}`, async (dialog) => {
    await field(dialog, "Claim").fill(words);
    await field(dialog, "Method").fill(method);
    const among = (name: string) => dialog.getByRole("group", { name });
    await choose(among("Evidence"), /^repeated/);
    await choose(among("Integrity of the run"), /^clean/);
    await choose(among("Severity, on the published scale"), /^high/);
    await choose(among("Confidence"), /^medium/);
    for (const each of ["Model as tested", "Scaffold", "Budget", "Seeds", "Environment"])
      await field(dialog, each).fill(run);
  });

export async function reply(page: Page, text: string): Promise<void> {
  await field(page, "Your reply").fill(text);
  await page.getByRole("button", { name: "Attach reply" }).click();
  await page.getByText(text).waitFor();
}

export const shareWith = (page: Page, agency: string) =>
  byDialog(page, "Share it", `Share with ${agency}`, async (dialog) => {
    await dialog.getByLabel(agency).check();
  });

/** The first that is asked of one. */
export const stateDestruction = (page: Page, method: string, on: string) =>
  byDialog(page, "State it", /holds no copy$/, async (dialog) => {
    await field(dialog, "How it was destroyed").fill(method);
    await dialog.getByLabel(/^On\b/).fill(on);
    await dialog.getByLabel("No copy is left").check();
  });
