import { fromBase64, toBase64 } from "../base64.ts";
import { utf8 } from "../bytes.ts";
import type { SealedReading } from "../guard/plaintext.ts";
import { type Ask, type AskRequest, askFor, askForJson, Declined } from "./ask.ts";
import { toContentDigest } from "./contentDigest.ts";
import { SealedFault } from "./fault.ts";
import { isSha256, type Manifest, readManifest, type Sha256, toDigest } from "./manifest.ts";
import type { ByteRange } from "./range.ts";
import type { Recipient } from "./recipient.ts";

export type Beginning = {
  /** Chosen by the client: begun again under the same key, it is the same upload. */
  readonly key: string;
  readonly envelope: Uint8Array;
  readonly recipients: readonly Recipient[];
  readonly partSize: number;
  /** Of the payload, in bytes, where it is known. */
  readonly size: number | null;
  /** Whatever else the server wants to know of it. */
  readonly about: Readonly<Record<string, unknown>>;
};

export type StoredEnvelope = {
  /** Rises with each re-wrapping. */
  readonly version: number;
  readonly envelope: Uint8Array;
  /** As the server says; what the envelope says, only its recipients can tell. */
  readonly recipients: readonly Recipient[];
};

/** The sealed things of one review, as a client reaches them. All but `payload` throw `Declined` or `Unreached`. */
export type SealedServer = {
  readonly begin: (
    beginning: Beginning,
  ) => Promise<{ readonly id: string; readonly have: ReadonlyMap<number, string> }>;
  readonly putPart: (
    id: string,
    part: { readonly index: number; readonly sha256: Uint8Array },
    bytes: Uint8Array,
  ) => Promise<void>;
  /** The digest that the server has recorded. */
  readonly finish: (
    id: string,
    manifest: Manifest,
    reading: SealedReading | null,
  ) => Promise<string>;
  /** Throws a `SealedFault` where manifest and digest do not belong together. */
  readonly manifest: (
    id: string,
  ) => Promise<{ readonly manifest: Manifest; readonly digest: string }>;
  readonly envelope: (id: string) => Promise<StoredEnvelope>;
  /** The new version. Declined with 412 where `version` is no longer the newest. */
  readonly putEnvelope: (id: string, next: StoredEnvelope) => Promise<number>;
  /** Ends early, without a word, where the connection breaks: see `readPayload`. */
  readonly payload: (id: string, range: ByteRange) => AsyncIterable<Uint8Array>;
};

const JSON_TYPE = { "content-type": "application/json" };
const jsonBody = (value: unknown): Uint8Array => utf8(JSON.stringify(value));

const strange = (what: string) => new Declined(200, "", `The server sent a strange ${what}.`);

function readHave(value: unknown): ReadonlyMap<number, string> {
  if (!Array.isArray(value)) throw strange("list of parts");
  return new Map(
    value.map((one) => {
      const { part, sha256 } = one as { readonly part: unknown; readonly sha256: unknown };
      if (!Number.isSafeInteger(part) || !isSha256(sha256)) throw strange("list of parts");
      return [Number(part), sha256] as const;
    }),
  );
}

function readRecipients(value: unknown): readonly Recipient[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap(({ name, key }: Partial<Recipient>) =>
    typeof name === "string" && typeof key === "string" ? [{ name, key }] : [],
  );
}

type Json = Readonly<Record<string, unknown>>;

function readStoredEnvelope({ version, envelope, recipients }: Json): StoredEnvelope {
  const bytes = typeof envelope === "string" ? fromBase64(envelope) : undefined;
  if (bytes === undefined || !Number.isSafeInteger(version)) throw strange("envelope");
  return { version: Number(version), envelope: bytes, recipients: readRecipients(recipients) };
}

async function checkManifest(answer: Json, sha256: Sha256) {
  const manifest = readManifest(answer);
  if (manifest === undefined || (await toDigest(manifest, sha256)) !== answer.digest)
    throw new SealedFault("sealed/manifest-differs", "Its list of parts is not the one recorded.");
  return { manifest, digest: answer.digest as string };
}

async function* payloadOf(ask: Ask, path: string, { start, end }: ByteRange) {
  const range = `bytes=${start}-${end - 1}`;
  const answer = await askFor(ask, { method: "GET", path, headers: { range } }, [200, 206]);
  const isFrom = answer.header("content-range")?.startsWith(`bytes ${start}-`) ?? start === 0;
  if (!isFrom) throw strange("range of bytes");
  yield* answer.pieces();
}

/** `review` is its reference; `sha256` checks manifests. */
export function openSealedServer(ask: Ask, review: string, sha256: Sha256): SealedServer {
  const base = `/api/reviews/${encodeURIComponent(review)}/sealed`;
  const of = (id: string, rest: string) => `${base}/${encodeURIComponent(id)}${rest}`;
  const get = (path: string): AskRequest => ({ method: "GET", path });
  return {
    begin: async ({ key, envelope, about, ...rest }) => {
      const body = jsonBody({ ...about, ...rest, envelope: toBase64(envelope) });
      const headers = { ...JSON_TYPE, "idempotency-key": key };
      const { id, have } = await askForJson(ask, { method: "POST", path: base, headers, body });
      if (typeof id !== "string") throw strange("name of an upload");
      return { id, have: readHave(have) };
    },
    putPart: async (id, { index, sha256: hash }, body) => {
      const headers = {
        "content-type": "application/octet-stream",
        "content-digest": toContentDigest(hash),
      };
      await askForJson(ask, { method: "PUT", path: of(id, `/parts/${index}`), headers, body });
    },
    finish: async (id, { size, parts }, reading) => {
      const path = of(id, "/finish");
      const request: AskRequest = {
        method: "POST",
        path,
        headers: JSON_TYPE,
        body: jsonBody({ size, parts, ...(reading ? { reading } : {}) }),
      };
      const { digest } = await askForJson(ask, request);
      if (!isSha256(digest)) throw strange("digest");
      return digest;
    },
    manifest: async (id) => checkManifest(await askForJson(ask, get(of(id, "/manifest"))), sha256),
    envelope: async (id) => readStoredEnvelope(await askForJson(ask, get(of(id, "/envelope")))),
    putEnvelope: async (id, { version, envelope, recipients }) => {
      const body = jsonBody({ envelope: toBase64(envelope), recipients });
      const headers = { ...JSON_TYPE, "if-match": `"${version}"` };
      const path = of(id, "/envelope");
      const answer = await askForJson(ask, { method: "PUT", path, headers, body });
      if (!Number.isSafeInteger(answer.version)) throw strange("envelope");
      return Number(answer.version);
    },
    payload: (id, range) => payloadOf(ask, of(id, "/payload"), range),
  };
}
