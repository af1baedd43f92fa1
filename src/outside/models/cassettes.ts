import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, type Json, toWellFormed } from "#core/canonicalJson.ts";
import {
  Cassette,
  type CassetteRequest,
  describeDifference,
  findNearest,
  toCassetteKey,
} from "#core/models/cassette.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";

type MissRefusal = Refusal<"model/cassette-miss">;

const ENDING = ".json";
/** So many are looked through for the nearest. */
const MOST_COMPARED = 2_000;
const MOST_DIFFERENCES = 3;

type Kept = { readonly name: string; readonly request: CassetteRequest };

async function readCassette(path: string): Promise<Result<Cassette, MissRefusal> | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const read = Cassette.safeParse(value);
  return read.success
    ? ok(read.data)
    : refuse(
        "model/cassette-miss",
        `${path} is no cassette, or was cut off. Remove it and record again.`,
      );
}

/** One file for each request over the wire, named by its hash; no key is in it. */
export function openCassettes(folder: string) {
  let kept: Promise<Kept[]> | null = null;

  const readKept = async (): Promise<Kept[]> => {
    const names = await readdir(folder).catch(() => []);
    const cassettes = names.filter((name) => name.endsWith(ENDING)).sort();
    const read: Kept[] = [];
    for (const name of cassettes.slice(0, MOST_COMPARED)) {
      const cassette = await readCassette(join(folder, name));
      if (cassette?.ok) read.push({ name, request: cassette.value.request });
    }
    return read;
  };

  const explainMiss = async (request: CassetteRequest): Promise<MissRefusal> => {
    kept ??= readKept();
    const nearest = findNearest(request, await kept);
    const lead = `There is no cassette ${toCassetteKey(request)}${ENDING} in ${folder} for this request.`;
    if (nearest === null)
      return { code: "model/cassette-miss", detail: `${lead} The folder has none: record first.` };
    const { held, differences } = nearest;
    const shown = differences.slice(0, MOST_DIFFERENCES).map(describeDifference).join("; ");
    const more = differences.length - MOST_DIFFERENCES;
    return {
      code: "model/cassette-miss",
      detail: `${lead} The nearest is ${held.name}, which differs at ${shown}${more > 0 ? `; and in ${more} more places` : ""}. Undo the change, or record again.`,
    };
  };

  return {
    find: async (request: CassetteRequest): Promise<Result<Cassette, MissRefusal>> => {
      const found = await readCassette(join(folder, `${toCassetteKey(request)}${ENDING}`));
      return found ?? { ok: false, refusal: await explainMiss(request) };
    },
    /** Written beside and renamed: a reader meets the whole file or none. */
    keep: async (cassette: Cassette): Promise<void> => {
      const name = `${toCassetteKey(cassette.request)}${ENDING}`;
      await mkdir(folder, { recursive: true });
      const beside = join(folder, `.${name}.${randomUUID()}`);
      await writeFile(beside, `${canonicalJson(toWellFormed(cassette as Json))}\n`, { flag: "wx" });
      await rename(beside, join(folder, name));
    },
  };
}

export type Cassettes = ReturnType<typeof openCassettes>;
