import { beforeEach, describe, expect, test } from "vitest";
import { Unreached } from "#core/sealed/ask.ts";
import { toIdentity, toRecipientKey } from "#core/sealed/identity.ts";
import { toDigest } from "#core/sealed/manifest.ts";
import type { SealedServer, StoredEnvelope } from "#core/sealed/sealedServer.ts";
import { collect, seeded, sha256Of } from "../../testing/sealed.ts";
import { openThing } from "./openThing.ts";
import { labelOf, openUpload } from "./sealUpload.ts";
import { gathering, memorySink, nameFor } from "./sink.ts";

const [mine, other] = [1, 2].map((n) => toIdentity(new Uint8Array(32).fill(n))) as [string, string];
const recipients = [{ name: "A", key: toRecipientKey(mine) ?? "" }];
const about = { kind: "other" };

/** A server with one thing, in memory. `before` may throw, or change what is given out. */
function oneThing() {
  const parts = new Map<number, Uint8Array>();
  const trouble = {
    put: (_: number) => undefined as unknown,
    give: (bytes: Uint8Array) => bytes,
    puts: [] as number[],
  };
  let stored: StoredEnvelope = { version: 1, envelope: new Uint8Array(), recipients: [] };
  let manifest: Parameters<SealedServer["finish"]>[1] | undefined;
  const server: SealedServer = {
    begin: async ({ envelope }) => {
      stored = { ...stored, envelope };
      const have = [...parts].map(([n, bytes]) => [n, sha256Of(bytes).toString("hex")] as const);
      return { id: "SM-1", have: new Map(have) };
    },
    putPart: async (_, { index }, bytes) => {
      trouble.put(index);
      trouble.puts.push(index);
      parts.set(index, bytes.slice());
    },
    finish: async (_, said) => {
      manifest = said;
      return await toDigest(said, sha256Of);
    },
    manifest: async () => {
      if (!manifest) throw new Error("not finished");
      return { manifest, digest: await toDigest(manifest, sha256Of) };
    },
    envelope: async () => stored,
    putEnvelope: async () => 2,
    payload: async function* (_, { start, end }) {
      const all = Buffer.concat([...parts.values()]);
      yield trouble.give(new Uint8Array(all.subarray(start, end)));
    },
  };
  return { server, trouble };
}

const SIZE = 9_000_000;
const bytes = await collect(seeded(1, SIZE));
const file = new File([bytes as Uint8Array<ArrayBuffer>], "prompt.txt", { type: "text/plain" });
const nothing = () => undefined;
let { server, trouble } = oneThing();
beforeEach(() => {
  ({ server, trouble } = oneThing());
});
const upload = () => openUpload({ file, recipients, about }).run(server, nothing);

describe("a file sealed in a page", () => {
  test("opens in a page, under its own name, with progress on both ways", async () => {
    const seen: (number | null)[][] = [];
    const job = openUpload({ file, recipients, about });
    const { id, digest } = await job.run(server, (...at) => void seen.push(at));
    expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
    const opened = await openThing({ server, id, digest, identities: [other, mine] });
    expect(opened.label).toEqual({ name: "prompt.txt", type: "text/plain", size: SIZE });
    const sink = memorySink(SIZE);
    let last = 0;
    await opened.saveTo(gatheredInto(sink), (size) => {
      last = size;
    });
    expect(last).toBe(SIZE);
    expect(Buffer.compare(sink.bytes(), bytes)).toBe(0);
  });

  test("does not open with another's key, nor when its parts are not those recorded", async () => {
    const { id, digest } = await upload();
    await expect(openThing({ server, id, digest, identities: [other] })).rejects.toMatchObject({
      code: "sealed/key-missing",
    });
    const wrong = openThing({ server, id, digest: "0".repeat(64), identities: [mine] });
    await expect(wrong).rejects.toMatchObject({ code: "sealed/manifest-differs" });
  });

  test("that was changed on the server leaves nothing in the sink", async () => {
    const { id, digest } = await upload();
    const opened = await openThing({ server, id, digest, identities: [mine] });
    trouble.give = (some) => {
      some[5_000_000] = (some[5_000_000] ?? 0) ^ 1;
      return some;
    };
    const sink = memorySink(SIZE);
    await expect(opened.saveTo(sink, nothing)).rejects.toMatchObject({
      code: "sealed/part-damaged",
    });
    expect(sink.bytes()).toHaveLength(0);
  });

  test("goes on after an interruption with the parts that are missing", async () => {
    const job = openUpload({ file, recipients, about });
    trouble.put = (part) => {
      if (part === 1) throw new Unreached("gone");
    };
    await expect(job.run(server, nothing)).rejects.toThrow("gone");
    trouble.put = nothing;
    trouble.puts.length = 0;
    await job.run(server, nothing);
    expect(trouble.puts).toEqual([1, 2]);
  });
});

/** As files are written to: small pieces gathered into larger ones. */
function gatheredInto(sink: ReturnType<typeof memorySink>) {
  const { write, flush } = gathering(sink.write);
  return { ...sink, write, keep: () => flush().then(sink.keep) };
}

test("pieces of any size are gathered into megabytes, in order", async () => {
  const sizes: number[] = [];
  const sink = memorySink(SIZE);
  const { write, flush } = gathering(async (some) => {
    sizes.push(some.length);
    await sink.write(some);
  });
  for await (const piece of seeded(1, 2_500_000, 333_333)) await write(piece);
  await flush();
  await flush();
  expect(sizes).toEqual([2 ** 20, 2 ** 20, 2_500_000 - 2 * 2 ** 20]);
  expect(Buffer.compare(sink.bytes(), bytes.subarray(0, 2_500_000))).toBe(0);
});

test("what is shown in the page has a limit", async () => {
  const sink = memorySink(3);
  await sink.write(new Uint8Array(3));
  await expect(sink.write(new Uint8Array(1))).rejects.toThrow("longer than 3 bytes");
});

test("a type that a browser made up, and a name that could reach elsewhere, are replaced", () => {
  expect(labelOf(new File([], "a", { type: "" })).type).toBe("application/octet-stream");
  expect(nameFor({ name: "../../x", type: "a/b", size: 0 })).toBe("sealed");
});
