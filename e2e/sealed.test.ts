import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toIdentity } from "../src/core/sealed/identity.ts";
import { makeFolder } from "../src/testing/folder.ts";
import { collect, seeded } from "../src/testing/sealed.ts";
import { buildSealedPage } from "../src/testing/sealedPage.ts";
import { startSealedServer } from "../src/testing/sealedServer.ts";
import { openBrowser, type Visitor, visit } from "./support/browser.ts";

/** What `src/testing/sealedPage.ts` offers. */
type Sealing = {
  addIdentity: (identity: string) => string;
  askPasskey: () => Promise<string | undefined>;
  seal: (name: string, key: string) => Promise<{ id: string; digest: string }>;
  save: (id: string, digest: string) => Promise<{ name: string; type: string; size: number }>;
  show: (id: string, digest: string) => Promise<string>;
  left: () => Promise<string[]>;
  sweep: () => Promise<void>;
};
type WithSealing = { readonly sealed: Sealing };

const folder = makeFolder("assay-sealed-page-");
const identity = toIdentity(new Uint8Array(32).fill(3));
let browser: Browser;
let server: Awaited<ReturnType<typeof startSealedServer>>;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  server = await startSealedServer(join(folder, "store"), {}, await buildSealedPage());
  browser = await openBrowser();
  // Not 127.0.0.1: passkeys belong to names.
  visitor = await visit(browser, { site: server.url.replace("127.0.0.1", "localhost") });
  page = visitor.page;
  await page.goto("/");
  await page.waitForFunction(() => "sealed" in window);
});
afterAll(async () => {
  await visitor?.leave();
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function seal(name: string, bytes: Uint8Array | string, key: string) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  await page.setInputFiles("input", path);
  return await page.evaluate(([as, to]) => (window as unknown as WithSealing).sealed.seal(as, to), [
    name,
    key,
  ] as const);
}

const addIdentity = () =>
  page.evaluate((own) => (window as unknown as WithSealing).sealed.addIdentity(own), identity);

const left = () => page.evaluate(() => (window as unknown as WithSealing).sealed.left());

describe("in a browser", () => {
  test("a file is sealed, and saved to disk by who holds the key file", async () => {
    const bytes = await collect(seeded(1, 20_000_000));
    const { id, digest } = await seal("weights.bin", bytes, await addIdentity());
    const saved = page.waitForEvent("download");
    const label = await page.evaluate(
      ([one, two]) => (window as unknown as WithSealing).sealed.save(one, two),
      [id, digest] as const,
    );
    expect(label).toMatchObject({ name: "weights.bin", size: bytes.length });
    const download = await saved;
    expect(download.suggestedFilename()).toBe("weights.bin");
    expect(hashOf(readFileSync(await download.path()))).toBe(hashOf(bytes));
    expect(await left()).toHaveLength(1);
    await page.evaluate(() => (window as unknown as WithSealing).sealed.sweep());
    expect(await left()).toEqual([]);
  });

  test("what the server changes is not saved, and nothing of it is left", async () => {
    const bytes = await collect(seeded(2, 9_000_000));
    const { id, digest } = await seal("changed.bin", bytes, await addIdentity());
    server.state.trouble = {
      meddle: async function* (pieces) {
        let at = 0;
        for await (const piece of pieces) {
          const own = new Uint8Array(piece);
          if (at <= 6_000_000 && at + own.length > 6_000_000)
            own[6_000_000 - at] = 7 ^ (own[6_000_000 - at] ?? 0);
          at += own.length;
          yield own;
        }
      },
    };
    const saving = page.evaluate(
      ([one, two]) => (window as unknown as WithSealing).sealed.save(one, two),
      [id, digest] as const,
    );
    await expect(saving).rejects.toThrow("is not the one that was sealed");
    server.state.trouble = {};
    expect(await left()).toEqual([]);
  });

  test("a passkey is a key: the same each time, without any file", async () => {
    const chromium = await visitor.context.newCDPSession(page);
    await chromium.send("WebAuthn.enable");
    await chromium.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.evaluate(() =>
      navigator.credentials.create({
        publicKey: {
          rp: { name: "Assay", id: location.hostname },
          user: { id: new Uint8Array([1]), name: "a", displayName: "A" },
          challenge: new Uint8Array(32),
          pubKeyCredParams: [-7, -257].map((alg) => ({ type: "public-key" as const, alg })),
          authenticatorSelection: { residentKey: "required", userVerification: "required" },
          extensions: { prf: {} },
        },
      }),
    );
    const ask = () => page.evaluate(() => (window as unknown as WithSealing).sealed.askPasskey());
    const key = await ask();
    expect(key).toMatch(/^age1/);
    const { id, digest } = await seal("prompt.txt", "You are Quince.", key ?? "");
    await page.reload();
    await page.waitForFunction(() => "sealed" in window);
    expect(await ask()).toBe(key);
    const shown = await page.evaluate(
      ([one, two]) => (window as unknown as WithSealing).sealed.show(one, two),
      [id, digest] as const,
    );
    expect(shown).toBe("You are Quince.");
  });

  test("nothing of it troubles the page", () => expect(visitor.complaints).toEqual([]));
});
