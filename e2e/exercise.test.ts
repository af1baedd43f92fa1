import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { verifyFolder } from "../src/actions/ledger/verifyFolder.ts";
import { cveSchema } from "../src/core/advisory/standards/cve.ts";
import { osvSchema } from "../src/core/advisory/standards/osv.ts";
import { validateCsaf } from "../src/core/advisory/validateCsaf.ts";
import { verifyMinisign } from "../src/outside/keys/minisign.ts";
import { type Mailbox, openMailbox } from "../src/testing/mailbox.ts";
import { openBrowser, type Visitor, visit, wordsOf } from "./support/browser.ts";
import * as act from "./support/caseWalk.ts";
import {
  assayVerify,
  type LogCopy,
  somePlaces,
  unpackLog,
  withFlippedByte,
} from "./support/logCopy.ts";
import { type RunningServer, startServer } from "./support/server.ts";
import { hasGpg, signerByGpg } from "./support/signature.ts";
import { addParty, addPerson, enrol, goOnAs, openExercise } from "./support/walk.ts";

const CVE = "CVE-2026-90412";
const CNA = "9c1f2a6e-3c55-4d0e-8a77-5f0f2f1f6b11";
const FINDING = resolve("examples/findings/01-libharbor-index.json");

let mailbox: Mailbox;
let server: RunningServer;
let browser: Browser;
const visitors: Visitor[] = [];
const known = <V extends Visitor>(visitor: V): V => {
  visitors.push(visitor);
  return visitor;
};

beforeAll(async () => {
  mailbox = await openMailbox();
  browser = await openBrowser();
  server = await startServer({
    env: {
      ASSAY_MAIL_URL: mailbox.url,
      ASSAY_MAIL_FROM: "Lakeside Coordination <desk@lakeside.example>",
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await mailbox?.close();
});

/** Each walk is one story: after a step that failed, the rest of it fails at once. */
let failed = "";
beforeEach(({ task }) => {
  if (failed === task.suite?.name) throw new Error("An earlier step of this walk failed.");
});
afterEach(({ task }) => {
  if (task.result?.state === "fail") failed = task.suite?.name ?? "";
});

const link = () => server.enrolmentUrl ?? "";
const textOf = async (path: string) => {
  const answer = await fetch(new URL(path, server.url));
  return { status: answer.status, text: await answer.text() };
};

/** Files follow their publication by a job: looked at until they are there. */
const fileAt = async (path: string): Promise<string> => {
  await expect.poll(async () => (await textOf(path)).status, { timeout: 20_000 }).toBe(200);
  return (await textOf(path)).text;
};

const faultsOf = (schema: z.ZodType, json: string) =>
  schema.safeParse(JSON.parse(json)).error?.issues ?? [];

/** Every standard's own validator, and the signatures, by programs that know only the public keys. */
async function expectSound(files: ReadonlyMap<string, string>, keys: string): Promise<void> {
  const csaf = await fileAt(files.get("CSAF 2.0") ?? "");
  expect(await validateCsaf(JSON.parse(csaf))).toEqual([]);
  expect(faultsOf(osvSchema, await fileAt(files.get("OSV") ?? ""))).toEqual([]);
  const signature = await fileAt(`${files.get("CSAF 2.0")}.asc`);
  const openpgp = await fileAt(`${keys}/keys/openpgp.asc`);
  if (hasGpg()) {
    expect(signerByGpg(csaf, signature, openpgp)).toMatch(/^[0-9A-F]{40}$/);
    expect(signerByGpg(`${csaf} `, signature, openpgp)).toBeNull();
  }
  const minisign = await fileAt(`${keys}/keys/minisign.pub`);
  const osv = Buffer.from(await fileAt(files.get("OSV") ?? ""));
  const seal = await fileAt(`${files.get("OSV")}.minisig`);
  expect(verifyMinisign(osv, seal, minisign)).toBe(true);
  expect(verifyMinisign(Buffer.from("{}"), seal, minisign)).toBe(false);
}

/** By the button of the page, into a folder; with the key that the page shows. */
async function exportFrom(page: Page): Promise<{ copy: LogCopy; key: string }> {
  await page.goto("/ledger");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  const copy = unpackLog(await readFile(await download.path()));
  const key = await wordsOf(page.locator("dd.mono").first());
  return { copy, key };
}

/** Sound as it is; and not sound with any one byte of it changed. */
async function expectGuarded({ copy, key }: { copy: LogCopy; key: string }): Promise<void> {
  const { folder, files } = copy;
  expect(assayVerify(folder, key)).toMatchObject({ status: 0, said: { sound: true } });
  const missed: string[] = [];
  for (const file of files) {
    const path = join(folder, file);
    for (const at of somePlaces(statSync(path).size, 24)) {
      const verdict = await withFlippedByte(path, at, () => verifyFolder({ folder, keys: [key] }));
      if (!verdict.ok || verdict.value.sound) missed.push(`${file}, byte ${at}`);
    }
  }
  expect(missed).toEqual([]);
  const entries = join(folder, files.find((path) => path.includes("entries")) ?? "");
  const red = await withFlippedByte(entries, 40, () => assayVerify(folder, key));
  expect(red).toMatchObject({ status: 1, said: { sound: false } });
  expect(assayVerify(folder, key).status).toBe(0);
  copy.remove();
}

describe("the worked exercise, before anybody has a passkey", () => {
  let player: Page;
  let index = "";

  test("the link of the first start leads into it, as an analyst with work to do", async () => {
    player = known(await openExercise(browser, link())).page;
    await player.goto("/work");
    const bar = player.getByRole("complementary", { name: "Worked exercise" });
    await bar.getByText("R. Teal").waitFor();
    index = /In (VC-\d+-\d+) the report/.exec(await wordsOf(bar))?.[1] ?? "";
    await player.getByRole("link", { name: index, exact: true }).click();
    await player.getByText("Draft, not sent").waitFor();
    const said = await act.sendDraft(player);
    expect(said).toContain("security@libharbor.example");
    await player.getByText("sent", { exact: true }).waitFor();
    expect(mailbox.accepted).toEqual([]); // no mail of the exercise leaves the machine
  });

  test("the owner says in which version it is fixed", async () => {
    await goOnAs(player, "A. Castellano");
    await act.openCase(player, index);
    await player.getByLabel("Fixed in…").fill("3.2.2");
    await player.getByRole("button", { name: "Send", exact: true }).click();
    await act.sectionOf(player, "Owner’s verdict").getByText("in 3.2.2").waitFor();
  });

  test("the coordinator ends an embargo and publishes; the files are valid and signed", async () => {
    await goOnAs(player, "I. Marsh");
    const bar = player.getByRole("complementary", { name: "Worked exercise" });
    const hatch = /(VC-\d+-\d+) is fixed/.exec(await wordsOf(bar))?.[1] ?? "";
    await act.openCase(player, hatch);
    await act.endEmbargo(player, "0.8.1 is out.");
    await act.sectionOf(player, "Advisory").getByRole("link", { name: "Open" }).click();
    const files = await act.publish(player);
    const base = files.get("CSAF 2.0")?.replace(/\/advisories\/.*/, "") ?? "";
    expect(base).toMatch(/^\/d\//); // never among the real desk's advisories
    expect([...files.keys()]).not.toContain("CVE JSON 5"); // it has no id, and none is made up
    await expectSound(files, base);
  });

  test("the overseer exports its ledger; any changed byte is found", async () => {
    await goOnAs(player, "M. Lindqvist");
    await expectGuarded(await exportFrom(player));
  });

  test("leaving it brings back nobody, for nobody has signed in", async () => {
    await player.getByRole("button", { name: "Leave" }).click();
    await player.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
  });
});

describe("a case of the real desk, by people with passkeys", () => {
  let finder: Visitor;
  let analyst: Visitor;
  let verifier: Visitor;
  let overseer: Visitor;
  let ref = "";
  let answerLink = "";
  let files: ReadonlyMap<string, string> = new Map();

  test("the same link makes the first administrator, who brings in parties and people", async () => {
    const admin = known(await enrol(browser, link()));
    expect(new URL(admin.page.url()).pathname).toBe("/welcome");
    await addParty(admin.page, { name: "Kestrel Lab", kind: "lab" });
    await addParty(admin.page, { name: "Northgate Security", kind: "verifier" });
    await addParty(admin.page, { name: "Tidewater Audit Office", kind: "overseer" });
    await addParty(admin.page, {
      name: "libharbor maintainers",
      kind: "owner",
      contact: "security@libharbor.example",
    });
    const join = async (
      name: string,
      party: string,
      role: Parameters<typeof addPerson>[1]["roles"][number],
    ) => known(await enrol(browser, await addPerson(admin.page, { name, party, roles: [role] })));
    finder = await join("N. Osei", "Kestrel Lab", "finder");
    analyst = await join("R. Teal", "Assay desk", "analyst");
    verifier = await join("S. Whitlock", "Northgate Security", "verifier");
    overseer = await join("M. Lindqvist", "Tidewater Audit Office", "overseer");
    const again = await visit(browser, { site: server.url });
    await again.page.goto(link());
    await again.page.getByRole("button", { name: "Make a passkey and sign in" }).click();
    await again.page.getByRole("alert").waitFor(); // a link works once
    await again.leave();
  });

  test("signing out and in again takes the passkey alone", async () => {
    const { page } = analyst;
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.getByRole("heading", { name: "My work" }).waitFor();
  });

  test("the finder submits a finding by the intake page and learns its own reference", async () => {
    const { page } = finder;
    await page.goto("/intake");
    await page.getByLabel("Files to submit").setInputFiles(FINDING);
    const sent = act.sectionOf(page, "Sent from here");
    await sent.getByText("stored").waitFor();
    expect(await wordsOf(sent)).toMatch(/RP-\d+-\d+[\s\S]*FD-\d+-\d+/);
    expect(await wordsOf(sent)).not.toContain("VC-"); // whose case it is in is not told
    await page.getByLabel("Files to submit").setInputFiles(FINDING);
    await sent.getByText("known").waitFor(); // the same bytes twice are one report
  });

  test("the analyst takes the case and invites its owner and a verifier", async () => {
    const { page } = analyst;
    await page.goto("/queue");
    ref = await wordsOf(page.getByRole("link", { name: /^VC-/ }));
    await act.openCase(page, ref);
    await page.keyboard.press("a");
    await page.getByText("with R. Teal").waitFor();
    await act.invite(page, "libharbor maintainers, owner", "owner");
    await act.invite(page, "Northgate Security, verifier", "verifier");
    await page.getByText("known to 2 parties").waitFor();
  });

  test("the verifier sees the case once it accepts the terms, and records a run of its own", async () => {
    const { page } = verifier;
    await page.goto("/queue");
    await page.getByText("There are no cases.").waitFor();
    await page.getByRole("button", { name: `Accept the terms of ${ref}` }).click();
    await page.getByRole("heading", { name: "Evidence" }).waitFor();
    await act.recordRun(page, {
      signature: "heap-buffer-overflow in hb_index_read",
      environment: "gcc 12 with AddressSanitizer, x86-64",
    });
    await act.sectionOf(page, "Evidence").getByText("fails 5 of 5").waitFor();
    await act.stateSeverity(
      page,
      "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
      "A person has to open the archive.",
    );
    await act.sectionOf(page, "Severity").getByText("7.8").waitFor();
  });

  test("unknown inputs make it the most urgent; stated ones move it, each with its source", async () => {
    const { page } = analyst;
    await act.openCase(page, ref);
    const decision = act.sectionOf(page, "Decision");
    await decision.getByText("3 days and forensic investigation").first().waitFor();
    for (const [input, value, source] of [
      ["publicly-exposed", "yes", "It opens archives from strangers"],
      ["in-kev", "no", "Catalogue of 2026-11-20"],
      ["automatable", "no", "A person has to open the archive"],
    ] as const)
      await act.stateInput(page, { input, value, source });
    await decision.getByText("14 days").first().waitFor();
    await decision.getByText("Catalogue of 2026-11-20").waitFor();
  });

  test("a named person sends the drafted report, and it arrives as one mail", async () => {
    const { page } = analyst;
    await act.draftReport(page);
    await page.getByText("Draft, not sent").waitFor();
    expect(mailbox.accepted).toEqual([]); // drafting sends nothing
    const said = await act.sendDraft(page);
    expect(said).toContain("security@libharbor.example");
    expect(said).toContain("R. Teal");
    await expect.poll(() => mailbox.accepted.length, { timeout: 20_000 }).toBe(1);
    const [mail] = mailbox.mails.values();
    expect(mail?.subject).toContain(ref);
    expect(mail?.text).toContain("make poc");
    answerLink = /http:\S+\/o\/#\S+/.exec(mail?.text ?? "")?.[0] ?? "";
  });

  test("the owner answers on a phone by the link in the mail, without an account", async () => {
    const owner = known(await visit(browser, { width: 360, height: 740 }));
    const { page } = owner;
    await page.goto(answerLink);
    await page.getByRole("heading", { name: "Reproduce it" }).waitFor();
    await page.getByRole("checkbox", { name: /We also agree/ }).check();
    await page.locator("#answer").getByRole("button", { name: "Acknowledge" }).click();
    await page.getByText("You said acknowledge").waitFor();
    await page.getByLabel("Fixed in…").fill("soon");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("alert").waitFor(); // not a version
    await page.getByLabel("Fixed in…").fill("3.2.2");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("You said fixed in 3.2.2").waitFor();
  });

  test("the fix is on the case, and the owner's word stands on the ladder", async () => {
    const { page } = analyst;
    await act.openCase(page, ref);
    await act.sectionOf(page, "Remediation").getByText("in 3.2.2").waitFor();
    await act.sectionOf(page, "Evidence").getByText("fixed in 3.2.2").waitFor();
    await act.recordCve(page, CVE, "Assigned for this test by nobody");
    await act.endEmbargo(page, "3.2.2 is out.");
  });

  test("the advisory is drafted, checked while it is edited, and published", async () => {
    const { page } = analyst;
    await page.getByRole("button", { name: "Start it" }).click();
    await page.waitForURL("**/advisory/AS-*");
    const publish = page.getByRole("button", { name: "Publish…" });
    await page.getByLabel("Title").first().fill("");
    await page
      .locator(".mantine-InputWrapper-error, [class*=InputWrapper-error]")
      .first()
      .waitFor();
    expect(await publish.isDisabled()).toBe(true);
    await page
      .getByLabel("Title")
      .first()
      .fill("libharbor: a crafted index writes past a heap block");
    await page.getByRole("button", { name: "Name the CNA" }).click();
    await page.getByLabel("UUID of the CNA").fill(CNA);
    await page.getByText("kept", { exact: false }).first().waitFor();
    const renderings = act.sectionOf(page, "Renderings");
    await renderings
      .getByRole("listitem")
      .filter({ hasText: "CVE JSON 5" })
      .getByText("✓")
      .waitFor();
    files = await act.publish(page);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["CSAF 2.0", "OSV", "CVE JSON 5", "OpenVEX"]),
    );
  });

  test("its CSAF, OSV and CVE files are valid and signed", async () => {
    await expectSound(files, "");
    const record = await fileAt(files.get("CVE JSON 5") ?? "");
    expect(faultsOf(cveSchema, record)).toEqual([]);
    expect(JSON.parse(record)).toMatchObject({
      cveMetadata: { cveId: CVE, assignerOrgId: CNA, state: "PUBLISHED" },
    });
    const home = await fileAt("/advisories/");
    expect(home).toContain("libharbor: a crafted index");
  });

  test("the overseer exports the ledger from its page; any changed byte is found", async () => {
    await expectGuarded(await exportFrom(overseer.page));
  });

  test("nobody's console had anything to complain about", () => {
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
