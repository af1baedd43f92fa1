import type { Locator, Page } from "playwright-core";
import { wordsOf } from "./browser.ts";

/** Fills the dialog that an act opened, does the act, and waits until the server took it and the dialog went. */
async function inDialog(page: Page, act: string | RegExp, fill: (form: Locator) => Promise<void>) {
  const form = page.getByRole("dialog");
  await form.waitFor();
  await fill(form);
  await form.getByRole("button", { name: act }).click();
  await form.waitFor({ state: "hidden" });
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name }).first().click();

/** Opens a case from the list, as one does who was told nothing but its reference. */
export async function openCase(page: Page, ref: string): Promise<void> {
  await page.goto("/queue?status=any");
  await page.getByRole("link", { name: ref, exact: true }).click();
  await page.getByRole("heading", { name: "Evidence" }).waitFor();
}

export const sectionOf = (page: Page, title: string): Locator =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

/** `party` as the list shows it, such as "libharbor maintainers, owner". */
export async function invite(page: Page, party: string, role: string): Promise<void> {
  await press(page, "Invite a party");
  await inDialog(page, /^Invite /, async (form) => {
    await form.getByLabel("Party", { exact: true }).selectOption({ label: party });
    await form.getByLabel("As", { exact: true }).selectOption(role);
  });
}

export type SeenRun = { readonly signature: string; readonly environment: string };

export async function recordRun(page: Page, run: SeenRun): Promise<void> {
  await press(page, "Record a run");
  await inDialog(page, "Record the run", async (form) => {
    await form.getByLabel("Signature seen").fill(run.signature);
    await form.getByLabel("Environment").fill(run.environment);
  });
}

export async function stateSeverity(page: Page, vector: string, reason: string): Promise<void> {
  await press(page, "State one");
  await inDialog(page, "State it", async (form) => {
    await form.getByLabel("CVSS vector, 3.1 or 4.0").fill(vector);
    await form.getByLabel("Reason").fill(reason);
  });
}

export type StatedInput = {
  readonly input: string;
  readonly value: string;
  readonly source: string;
};

export async function stateInput(page: Page, stated: StatedInput): Promise<void> {
  await press(page, "State an input");
  await inDialog(page, "State it", async (form) => {
    await form.getByLabel("Input").selectOption(stated.input);
    await form.getByLabel("Value").selectOption(stated.value);
    await form.getByLabel("Source").fill(stated.source);
  });
}

/** The report to the owner, as the desk words it: the text stays empty. */
export async function draftReport(page: Page): Promise<void> {
  await press(page, "Write a draft");
  await inDialog(page, "Write the draft", async () => {});
}

/** Sends the draft on the page; the dialog has said what goes, to whom, as whom. */
export async function sendDraft(page: Page): Promise<string> {
  await press(page, /^Send to /);
  let said = "";
  await inDialog(page, /^Send to /, async (form) => {
    said = await wordsOf(form);
  });
  return said;
}

export async function recordCve(page: Page, id: string, source: string): Promise<void> {
  await press(page, "Case ▾");
  await page.getByRole("menuitem", { name: "Record a CVE id…" }).click();
  await inDialog(page, "Record it", async (form) => {
    await form.getByLabel("CVE id").fill(id);
    await form.getByLabel("Source").fill(source);
  });
}

export async function endEmbargo(page: Page, reason: string): Promise<void> {
  await press(page, "End it");
  await inDialog(page, "End the embargo", async (form) => {
    await form.getByLabel("Reason").fill(reason);
  });
}

/** Publishes the open advisory; answers where its files are, by the name of their standard. */
export async function publish(page: Page): Promise<ReadonlyMap<string, string>> {
  await press(page, "Publish…");
  await inDialog(page, /^Publish version /, async () => {});
  const published = sectionOf(page, "Published");
  await published.getByText("Version 1").waitFor();
  const links = await published.getByRole("link").all();
  const files = links.map(
    async (link) => [await wordsOf(link), (await link.getAttribute("href")) ?? ""] as const,
  );
  return new Map(await Promise.all(files));
}
