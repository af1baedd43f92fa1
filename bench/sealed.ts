/** Sealed material: on one machine, to and from files and a server's store, next to plain copying of the same file. */
import { createReadStream, createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openFromFile } from "#actions/sealed/openFromFile.ts";
import { openFromReview } from "#actions/sealed/openFromReview.ts";
import { openSource } from "#actions/sealed/openSource.ts";
import { sealToFile } from "#actions/sealed/sealToFile.ts";
import { sealToReview } from "#actions/sealed/sealToReview.ts";
import { type CipherOf, scriptCipher } from "#core/sealed/cipher.ts";
import { toIdentity, toRecipientKey } from "#core/sealed/identity.ts";
import { CHUNK, SEALED_CHUNK } from "#core/sealed/payload.ts";
import { nativeCipher } from "#outside/sealed/nativeCipher.ts";
import { makeFolder } from "../src/testing/folder.ts";
import { noise } from "../src/testing/sealed.ts";
import { startSealedServer } from "../src/testing/sealedServer.ts";
import type { Figure } from "./run.ts";

const SIZE = 1_000_000_000;
const CHUNKS = 2000;
/** Of the speed of copying. Sealing reads, enciphers, hashes twice and writes through. */
const SHARE = 0.1;

async function megabytesPerSecond(size: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return size / 1000 / (performance.now() - begun);
}

async function copy(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createWriteStream(to));
  const file = await open(to, "r");
  await file.sync();
  await file.close();
}

function cipherRate(cipherOf: CipherOf): number {
  const cipher = cipherOf(new Uint8Array(32));
  const [nonce, plain, into] = [12, CHUNK, SEALED_CHUNK].map((size) => new Uint8Array(size)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const run = (times: number) => {
    for (let n = 0; n < times; n++) cipher.seal(nonce, plain, into);
  };
  run(100);
  const begun = performance.now();
  run(CHUNKS);
  return (CHUNKS * CHUNK) / 1000 / (performance.now() - begun);
}

export async function run(): Promise<Figure[]> {
  const folder = makeFolder("assay-bench-sealed-");
  const at = (name: string) => join(folder, name);
  const server = await startSealedServer(at("store"));
  try {
    await pipeline(Readable.from(noise(1, SIZE)), createWriteStream(at("plain")));
    const identity = toIdentity(new Uint8Array(32).fill(1));
    const recipients = [{ name: "A", key: toRecipientKey(identity) ?? "" }];
    const label = { name: "plain", type: "application/octet-stream", size: SIZE };
    const where = { url: server.url, token: "t", review: "RV-2026-0001" };
    const [onProgress, about] = [() => undefined, {}];
    const source = () => openSource(at("plain"));

    const copying = await megabytesPerSecond(SIZE, () => copy(at("plain"), at("copy")));
    const figure = async (name: string, work: () => Promise<unknown>): Promise<Figure> => {
      const value = await megabytesPerSecond(SIZE, work);
      const reference = { name: "copying the file", value: copying };
      const ratio = value / copying;
      const met = ratio >= SHARE;
      return {
        name,
        value,
        unit: "MB/s",
        target: `≥ ${Math.ceil(SHARE * copying)}`,
        reference,
        ratio,
        met,
      };
    };
    const sealed = await figure("seal to a file", async () =>
      sealToFile({ source: await source(), label, recipients, out: at("sealed") }),
    );
    const opened = await figure("open a file", () =>
      openFromFile({ file: at("sealed"), identities: [identity], out: at("opened") }),
    );
    await Promise.all(["copy", "sealed", "opened"].map((name) => rm(at(name))));
    let id = "";
    const uploaded = await figure("seal and upload", async () => {
      const state = at("state");
      const asked = { where, source: await source(), label, recipients, about, state, onProgress };
      id = (await sealToReview(asked)).id;
    });
    const downloaded = await figure("download and open", () => {
      const out = at("downloaded");
      return openFromReview({
        where,
        id,
        digest: undefined,
        identities: [identity],
        out,
        onProgress,
      });
    });
    const [script, native] = [cipherRate(scriptCipher), cipherRate(nativeCipher)];
    const cipher: Figure = {
      name: "cipher of the pages, in script",
      value: script,
      unit: "MB/s",
      target: "≥ 50",
      reference: { name: "OpenSSL's", value: native },
      ratio: script / native,
      met: script >= 50,
    };
    return [sealed, opened, uploaded, downloaded, cipher];
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
