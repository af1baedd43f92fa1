import type { Ask } from "#core/sealed/ask.ts";
import { splitLabel } from "#core/sealed/label.ts";
import { newEnvelope, payloadCipher } from "#core/sealed/newEnvelope.ts";
import { openFrom } from "#core/sealed/openPayload.ts";
import { rewrap } from "#core/sealed/rewrap.ts";
import { openSealedServer } from "#core/sealed/sealedServer.ts";
import { sealUpload } from "#core/sealed/sealUpload.ts";
import { unwrap } from "#core/sealed/unwrap.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { nativeCipher } from "#outside/sealed/nativeCipher.ts";
import type { Member, ReviewDesk } from "./reviewDesk.ts";
import { collect } from "./sealed.ts";

/** The real server as the real client asks it, without a port. */
export const askBy =
  ({ site, desk }: ReviewDesk, { says }: Member): Ask =>
  async ({ method, path, headers, body }) => {
    const host = new URL(desk.deps.site.origin).host;
    const reply = await site.app.inject({
      method,
      url: path,
      headers: { host, "x-assay": "test", authorization: says.as ?? "", ...headers },
      ...(body === undefined ? {} : { payload: Buffer.from(body) }),
    });
    return {
      status: reply.statusCode,
      header: (name) => (reply.headers[name] === undefined ? null : String(reply.headers[name])),
      pieces: async function* () {
        yield new Uint8Array(reply.rawPayload);
      },
      discard: async () => undefined,
    };
  };

export const serverFor = (world: ReviewDesk, by: Member, ref: string) =>
  openSealedServer(askBy(world, by), ref, sha256);

const toRecipient = ({ name, sealKey }: Member) => ({ name, key: sealKey });

type Sealing = {
  readonly to: readonly Member[];
  readonly kind?: string;
  readonly name?: string;
  readonly content?: Uint8Array;
  readonly label?: object | null;
};

/** Seals as browsers and the command line do, and uploads by the real routes. The keys stay here. */
export async function sealBy(world: ReviewDesk, by: Member, ref: string, sealing: Sealing) {
  const { to, kind = "model-material", name = "card.md", label = null } = sealing;
  const { content = Buffer.from("Nothing in particular.") } = sealing;
  const recipients = to.map(toRecipient);
  const keys = { key: systemChance.newId(), ...newEnvelope(systemChance.random, recipients) };
  const about = { kind, unclassified: true, label };
  const done = await sealUpload({
    server: serverFor(world, by, ref),
    keys,
    label: { name, type: "text/markdown", size: content.length },
    recipients,
    about,
    content: (async function* () {
      yield content;
    })(),
    journal: { at: () => undefined, record: async () => undefined },
    cipherOf: nativeCipher,
    sha256,
    onProgress: () => undefined,
  });
  return { ...done, fileKey: keys.fileKey };
}

/** Downloads and opens with the person's own key, as browsers and the command line do. */
export async function openBy(world: ReviewDesk, by: Member, ref: string, id: string) {
  const server = serverFor(world, by, ref);
  const { manifest } = await server.manifest(id);
  const { envelope } = await server.envelope(id);
  const cipher = payloadCipher(nativeCipher, await unwrap(envelope, [by.identity]), envelope);
  const read = (range: { start: number; end: number }) => server.payload(id, range);
  const plain = openFrom(read, 0, { manifest, cipher, sha256 });
  const { label, content } = await splitLabel(plain);
  return { name: label.name, content: Buffer.from(await collect(content)) };
}

/** Opens it to more people, or to these alone. */
export const rewrapBy = (
  world: ReviewDesk,
  by: Member,
  ref: string,
  { id, to, isOnly = false }: { id: string; to: readonly Member[]; isOnly?: boolean },
) =>
  rewrap({
    server: serverFor(world, by, ref),
    id,
    identities: [by.identity],
    recipients: to.map(toRecipient),
    isOnly,
    random: systemChance.random,
  });
