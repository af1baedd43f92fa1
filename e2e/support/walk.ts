import type { Browser, Page } from "playwright-core";
import type { Role } from "../../src/core/access/role.ts";
import { addAuthenticator, type Look, type Visitor, visit, wordsOf } from "./browser.ts";

/** Opens a one-time link at a browser of one's own, makes a passkey there, and is signed in. */
export async function enrol(browser: Browser, link: string, look: Look = {}): Promise<Visitor> {
  const visitor = await visit(browser, { site: new URL(link).origin, ...look });
  const { page } = visitor;
  await addAuthenticator(visitor);
  await page.goto(link);
  await page.getByRole("button", { name: "Make a passkey and sign in" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return visitor;
}

/** Somebody whose session has ended opens a page: the door, their passkey, and then that page. */
export async function signInAgain({ page, settled }: Visitor, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForURL("**/sign-in?*");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL((url) => url.pathname === path);
  await settled();
}

/** The link of the first start, into the exercise instead of to a passkey. Plays R. Teal, the analyst. */
export async function openExercise(
  browser: Browser,
  link: string,
  look: Look = {},
): Promise<Visitor> {
  const visitor = await visit(browser, { site: new URL(link).origin, ...look });
  const { page } = visitor;
  await page.goto(link);
  await page.getByRole("button", { name: "Walk through the worked exercise first" }).click();
  await page.getByRole("heading", { name: "Worked exercise" }).waitFor();
  return visitor;
}

/** Another person of the exercise, by the menu that stands on every page. */
export async function goOnAs(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Go on as… ▾" }).click();
  const loaded = page.waitForEvent("load"); // another person's page begins anew
  await page.getByRole("menuitem", { name }).click();
  await loaded;
  await page.getByRole("navigation", { name: "Main" }).getByText(name).waitFor();
}

export type NewParty = { readonly name: string; readonly kind: string; readonly contact?: string };

export async function addParty(page: Page, party: NewParty): Promise<void> {
  await page.goto("/parties");
  await page.getByRole("button", { name: "Add a party" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill(party.name);
  await form.getByLabel("Kind").selectOption(party.kind);
  if (party.contact) await form.getByLabel("Address for mail").fill(party.contact);
  await form.getByRole("button", { name: "Add it" }).click();
  await page.getByRole("cell", { name: party.name, exact: true }).waitFor();
}

export type NewPerson = {
  readonly name: string;
  readonly party: string;
  readonly roles: readonly Role[];
};

/** Answers the one-time link, as it is shown once. */
export async function addPerson(page: Page, person: NewPerson): Promise<string> {
  await page.goto("/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  const form = page.getByRole("dialog", { name: "Add a person" });
  await form.getByLabel("Name").fill(person.name);
  await form.getByLabel("Party").selectOption({ label: person.party });
  for (const role of person.roles)
    await form.getByLabel(role.replaceAll("-", " "), { exact: true }).check();
  await form.getByRole("button", { name: "Add, and make a one-time link" }).click();
  const shown = page.getByRole("dialog", { name: `Enrolment link for ${person.name}` });
  const link = await wordsOf(shown.locator("code"));
  await shown.getByRole("button", { name: "I have kept it" }).click();
  return link;
}
