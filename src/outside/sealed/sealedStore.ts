import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { canonicalJson } from "#core/canonicalJson.ts";
import { ok, type Result, refuse } from "#core/result.ts";
import { type Manifest, partRange, readManifest } from "#core/sealed/manifest.ts";
import type { ByteRange } from "#core/sealed/range.ts";
import { sync } from "../files/sync.ts";
import {
  faultInDraft,
  findPartSize,
  findParts,
  keepPart,
  makeDraft,
  partName,
  writeManifest,
} from "./draft.ts";
import { oneAtATime } from "./oneAtATime.ts";
import { spoolPart } from "./spoolPart.ts";
import { whereThere } from "./whereThere.ts";

type Refused = {
  readonly code:
    | "sealed/unknown"
    | "sealed/digest-differs"
    | "sealed/part-differs"
    | "sealed/part-too-large"
    | "sealed/parts-differ";
  readonly detail: string;
};

type Announced = { readonly index: number; readonly sha256: string };

/**
 * Ciphertext on disk, in parts as they were uploaded. `id` is a name of letters, digits and hyphens. What was put is on the
 * disk, fsynced, when its promise resolves; a payload can be read when it is finished, never before.
 */
export type SealedStore = {
  /** Harmless when it was begun already. */
  readonly begin: (id: string, partSize: number) => Promise<void>;
  /** Hashed on the way to the disk, in constant memory. The same part again is `known`, another in its place refused. */
  readonly putPart: (
    id: string,
    part: Announced,
    bytes: AsyncIterable<Uint8Array>,
  ) => Promise<Result<"stored" | "known", Refused>>;
  /** SHA-256 of each part that is there, of a finished payload all of them; `undefined` where nothing was begun. */
  readonly have: (id: string) => Promise<ReadonlyMap<number, string> | undefined>;
  /** Refused with `sealed/parts-differ` unless just the parts of the manifest are there. Harmless when done already. */
  readonly finish: (id: string, manifest: Manifest) => Promise<Result<Manifest, Refused>>;
  /** Of a finished payload. */
  readonly manifest: (id: string) => Promise<Manifest | undefined>;
  /** Bytes of a finished payload; the range lies within its size. */
  readonly read: (id: string, manifest: Manifest, range: ByteRange) => Readable;
  /** Nothing of it is left when this resolves. Harmless when it is not there. */
  readonly remove: (id: string) => Promise<void>;
  /** Removes uploads that nothing was added to since; answers with their ids. */
  readonly sweep: (before: Date) => Promise<readonly string[]>;
};

const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
type Ending = "" | ".draft" | ".gone";

function pathIn(root: string, id: string, ending: Ending): string {
  if (!ID.test(id)) throw new TypeError(`"${id}" is no name of a sealed thing`);
  return join(root, `${id}${ending}`);
}

async function findManifest(root: string, id: string): Promise<Manifest | undefined> {
  const path = join(pathIn(root, id, ""), "manifest.json");
  const text = await whereThere(readFile(path, "utf8"));
  return text === undefined ? undefined : readManifest(JSON.parse(text));
}

const unknown = (id: string) => refuse("sealed/unknown", `No upload ${id} is open.`);
const other = (index: number) =>
  refuse("sealed/part-differs", `Part ${index} was put with other bytes before.`);

async function putPart(
  draft: string,
  { index, sha256 }: Announced,
  bytes: AsyncIterable<Uint8Array>,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<Result<"stored" | "known", Refused> | "gone"> {
  const partSize = await findPartSize(draft);
  if (partSize === undefined) return "gone";
  const spooled = await spoolPart(draft, bytes, partSize);
  if (spooled === undefined)
    return refuse("sealed/part-too-large", `A part has at most ${partSize} bytes.`);
  const { path } = spooled;
  try {
    if (spooled.sha256 !== sha256)
      return refuse("sealed/digest-differs", `Part ${index} is not what was announced.`);
    const kept = await inTurn(() => keepPart(draft, { path, index, sha256 }));
    if (kept === "gone") return kept;
    return kept === "other" ? other(index) : ok(kept);
  } finally {
    await rm(path, { force: true });
  }
}

async function finish(root: string, id: string, wanted: Manifest) {
  const finished = await findManifest(root, id);
  if (finished && canonicalJson(finished) !== canonicalJson(wanted))
    return refuse("sealed/parts-differ", "It was finished with other parts.");
  if (finished) return ok(finished);
  const draft = pathIn(root, id, ".draft");
  if ((await findPartSize(draft)) === undefined) return unknown(id);
  const fault = await faultInDraft(draft, wanted);
  if (fault !== undefined) return refuse("sealed/parts-differ", fault);
  await writeManifest(draft, wanted);
  await rename(draft, pathIn(root, id, ""));
  await sync(root);
  return ok(wanted);
}

async function* bytesOf(folder: string, manifest: Manifest, { start, end }: ByteRange) {
  const first = Math.floor(start / manifest.partSize);
  for (let index = first; index * manifest.partSize < end; index++) {
    const { start: begin, end: stop } = partRange(manifest, index);
    yield* createReadStream(join(folder, partName(index, manifest.parts[index] ?? "")), {
      start: Math.max(0, start - begin),
      end: Math.min(stop, end) - begin - 1,
    });
  }
}

async function remove(root: string, id: string): Promise<void> {
  const gone = pathIn(root, id, ".gone");
  for (const ending of ["", ".draft"] as const) {
    // Renamed first: a removal that is cut off leaves nothing that could be read.
    await rm(gone, { recursive: true, force: true });
    await whereThere(rename(pathIn(root, id, ending), gone));
  }
  await rm(gone, { recursive: true, force: true });
  await whereThere(sync(root));
}

/** Removes an upload that nothing was added to since, or what a removal that was cut off has left. True for an upload. */
async function sweepOne(root: string, id: string, ending: Ending, before: Date): Promise<boolean> {
  const path = pathIn(root, id, ending);
  const found = await whereThere(stat(path));
  const isAbandoned = ending === ".draft" && found !== undefined && found.mtime < before;
  if (isAbandoned) await remove(root, id);
  if (ending === ".gone") await rm(path, { recursive: true, force: true });
  return isAbandoned;
}

export function openSealedStore(root: string): SealedStore {
  const inTurn = oneAtATime();
  const draftOf = (id: string) => pathIn(root, id, ".draft");
  return {
    begin: (id, partSize) =>
      inTurn(id, async () => {
        if (await findManifest(root, id)) return;
        // Made again where it is there: it counts as added to, and is not swept from under who goes on.
        await mkdir(root, { recursive: true, mode: 0o700 });
        await makeDraft(draftOf(id), (await findPartSize(draftOf(id))) ?? partSize);
        await sync(root);
      }),
    putPart: async (id, part, bytes) => {
      const put = await putPart(draftOf(id), part, bytes, (work) => inTurn(id, work));
      return put === "gone" ? unknown(id) : put;
    },
    have: async (id) => {
      const finished = await findManifest(root, id);
      return finished ? new Map(finished.parts.entries()) : await findParts(draftOf(id));
    },
    finish: (id, wanted) => inTurn(id, () => finish(root, id, wanted)),
    manifest: (id) => findManifest(root, id),
    read: (id, manifest, range) =>
      Readable.from(bytesOf(pathIn(root, id, ""), manifest, range), { objectMode: false }),
    remove: (id) => inTurn(id, () => remove(root, id)),
    sweep: async (before) => {
      const swept: string[] = [];
      for (const name of (await whereThere(readdir(root))) ?? []) {
        const [, id, ending] = /^([^.]+)(\.draft|\.gone)$/.exec(name) ?? [];
        if (id === undefined) continue;
        const work = () => sweepOne(root, id, ending as Ending, before);
        if (await inTurn(id, work)) swept.push(id);
      }
      return swept;
    },
  };
}
