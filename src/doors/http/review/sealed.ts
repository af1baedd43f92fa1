import type { Readable } from "node:stream";
import { beginSealed } from "#actions/review/beginSealed.ts";
import {
  describeSealed,
  readSealedEnvelope,
  readSealedManifest,
  readSealedPayload,
} from "#actions/review/readSealed.ts";
import { rewrapSealed } from "#actions/review/rewrapSealed.ts";
import { finishSealed, putSealedPart } from "#actions/review/uploadSealed.ts";
import * as contract from "#contract/review/sealed.ts";
import { ok, refuse } from "#core/result.ts";
import { parseContentDigest } from "#core/sealed/contentDigest.ts";
import { toContentRange } from "#core/sealed/range.ts";
import { on } from "../bind.ts";
import { bytesOf } from "../outgoing.ts";
import { callerOf } from "./caller.ts";
import { idempotencyKey } from "./idempotencyKey.ts";

const headerOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

export const sealedRoutes = [
  on(contract.beginSealed, async ({ deps, asker, params, body, request, reply }) => {
    const begun = await beginSealed(deps, asker, params.ref, idempotencyKey(request.headers), body);
    if (!begun.ok) return begun;
    const { isNew, ...answer } = begun.value;
    reply.code(isNew ? 201 : 200);
    return ok(answer);
  }),

  on(contract.describeSealed, ({ deps, asker, params }) => describeSealed(deps, asker, params)),

  on(contract.putSealedPart, async ({ deps, asker, params, request }) => {
    const sha256 = parseContentDigest(headerOf(request.headers["content-digest"]));
    if (!sha256) {
      const detail = "Say what comes: Content-Digest: sha-256=:…: (RFC 9530).";
      return refuse("sealed/digest-differs", detail);
    }
    const part = { index: params.part, sha256 };
    return await putSealedPart(deps, asker, params, part, request.body as Readable);
  }),

  on(contract.finishSealed, ({ deps, asker, params, body }) =>
    finishSealed(deps, asker, params, body),
  ),

  on(contract.getSealedManifest, ({ deps, asker, params }) =>
    readSealedManifest(deps, asker, params),
  ),

  on(contract.getSealedEnvelope, async ({ deps, asker, params, request, reply }) => {
    const read = await readSealedEnvelope(deps, asker, params, callerOf(request, asker));
    if (!read.ok) return read;
    const { sealed, version, recipients } = read.value;
    reply.header("etag", `"${version}"`);
    return ok({ version, envelope: bytesOf(sealed), recipients });
  }),

  on(contract.rewrapSealed, ({ deps, asker, params, body }) =>
    rewrapSealed(deps, asker, params, body),
  ),

  on(contract.getSealedPayload, async ({ deps, asker, params, request, reply }) => {
    const header = headerOf(request.headers.range);
    const read = await readSealedPayload(deps, asker, params, callerOf(request, asker), header);
    if (!read.ok) return read;
    const { sealed, range, isPart, size, digest } = read.value;
    reply.code(isPart ? 206 : 200);
    reply.headers({
      "content-type": "application/octet-stream",
      "content-length": sealed.size,
      "accept-ranges": "bytes",
      etag: `"${digest}"`,
      ...(isPart ? { "content-range": toContentRange(range, size) } : {}),
    });
    return ok(bytesOf(sealed));
  }),
];
