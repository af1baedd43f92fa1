import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type CDPSession, chromium, type Page } from "playwright-core";
import { toIdentity } from "../../../src/core/sealed/identity.ts";
import { noise } from "../../../src/testing/sealed.ts";
import { buildSealedPage } from "../../../src/testing/sealedPage.ts";
import { startSealedServer } from "../../../src/testing/sealedServer.ts";

const EXECUTABLE = process.env.ASSAY_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
];
const PATIENCE_MS = 30 * 60_000;

export type InBrowser = {
  readonly faults: readonly string[];
  /** Megabytes of content a second. */
  readonly rates: Readonly<Record<string, number>>;
  /** Megabytes: what scripts hold, the buffers behind their arrays included. */
  readonly peaks: Readonly<Record<string, number>>;
};

async function hashOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}

type Usage = { readonly usedSize: number; readonly backingStorageSize?: number };

/** Asked for again and again while the page works. */
function watchHeap(session: CDPSession) {
  let [peak, isOver] = [0, false];
  const watching = (async () => {
    while (!isOver) {
      const usage = (await session.send("Runtime.getHeapUsage")) as Usage;
      peak = Math.max(peak, usage.usedSize + (usage.backingStorageSize ?? 0));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return peak / 1e6;
  };
}

type Trip = { readonly page: Page; readonly file: string; readonly size: number };

async function thereAndBack({ page, file, size }: Trip) {
  const session = await page.context().newCDPSession(page);
  const timed = async <T>(work: () => Promise<T>) => {
    const [begun, stop] = [performance.now(), watchHeap(session)];
    const value = await work();
    const seconds = (performance.now() - begun) / 1000;
    return { value, rate: size / 1e6 / seconds, peak: await stop() };
  };
  const identity = toIdentity(new Uint8Array(32).fill(1));
  const key = await page.evaluate(`sealed.addIdentity(${JSON.stringify(identity)})`);
  await page.setInputFiles("input", file);
  const up = await timed(() => page.evaluate(`sealed.seal("noise.bin", ${JSON.stringify(key)})`));
  const { id, digest } = up.value as { readonly id: string; readonly digest: string };
  const saved = page.waitForEvent("download", { timeout: PATIENCE_MS });
  const down = await timed(() => page.evaluate(`sealed.save("${id}", "${digest}")`));
  const path = await (await saved).path();
  const sha256 = await hashOf(createReadStream(path));
  rmSync(path, { force: true });
  return { up, down, sha256 };
}

/** A page seals a file of `size` bytes, opens it again and has it downloaded. */
export async function runInBrowser(folder: string, seed: number, size: number): Promise<InBrowser> {
  const file = join(folder, "noise.bin");
  await pipeline(Readable.from(noise(seed, size)), createWriteStream(file));
  const server = await startSealedServer(join(folder, "pages"), {}, await buildSealedPage());
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(server.url.replace("127.0.0.1", "localhost"));
    await page.waitForFunction("'sealed' in window");
    const { up, down, sha256 } = await thereAndBack({ page, file, size });
    const isSame = sha256 === (await hashOf(noise(seed, size)));
    return {
      faults: isSame ? [] : ["the browser saved other bytes"],
      rates: { "browser: seal and upload": up.rate, "browser: download, open, save": down.rate },
      peaks: {
        "browser, sealing (script heap)": up.peak,
        "browser, opening (script heap)": down.peak,
      },
    };
  } finally {
    await browser.close();
    await server.close();
    rmSync(file, { force: true });
  }
}
