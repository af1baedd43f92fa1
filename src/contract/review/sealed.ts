import { z } from "zod";
import { MATERIAL_KINDS } from "#core/review/reviewWords.ts";
import { SealedReading } from "../guard/sealedReading.ts";
import { Id } from "../page.ts";
import { route } from "../route.ts";
import { Label, RecipientShape, ReviewParams } from "./shapes.ts";

const OfMaterial = ReviewParams.extend({ id: Id });
const Hex256 = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
const Have = z.array(z.object({ part: z.number().int(), sha256: z.string() }));
/** age v1 header and payload nonce, base64; at most 64 KiB. */
const Envelope = z.base64().max(90_000);

const Sealed = z.object({
  id: Id,
  kind: z.string(),
  state: z.enum(["uploading", "sealed"]),
  partSize: z.number().int(),
  size: z.number().int().nullable(),
  digest: z.string().nullable(),
  version: z.number().int(),
  recipients: z.array(RecipientShape),
  have: Have,
});

const ofReview = { permission: "review.read", ofReview: true } as const;

export const beginSealed = route({
  id: "beginSealed",
  method: "POST",
  path: "/api/reviews/:ref/sealed",
  summary: "Begin to upload something sealed; the same Idempotency-Key goes on with it",
  ...ofReview,
  audit: "decision",
  params: ReviewParams,
  body: z.strictObject({
    kind: z.enum(MATERIAL_KINDS).default("other"),
    envelope: Envelope,
    recipients: z
      .array(RecipientShape.partial({ personId: true, partyId: true }))
      .min(1)
      .max(200),
    partSize: z.number().int().min(65_552).max(67_125_248),
    size: z.number().int().min(0).nullable(),
    label: Label.nullable().default(null),
    /** The sender's word that nothing in it is classified; without it nothing is taken. */
    unclassified: z.literal(
      true,
      "Classified material is refused: give a pointer and outcomes only.",
    ),
  }),
  answer: z.object({ id: Id, partSize: z.number().int(), have: Have }),
  status: 201,
});

export const describeSealed = route({
  id: "describeSealed",
  method: "GET",
  path: "/api/reviews/:ref/sealed/:id",
  summary: "One sealed thing: its size, its recipients, and the parts that are there",
  ...ofReview,
  audit: "none",
  params: OfMaterial,
  answer: Sealed,
});

export const putSealedPart = route({
  id: "putSealedPart",
  method: "PUT",
  path: "/api/reviews/:ref/sealed/:id/parts/:part",
  summary: "One part of the ciphertext, with its SHA-256 in Content-Digest (RFC 9530)",
  ...ofReview,
  audit: "none",
  params: OfMaterial.extend({ part: z.coerce.number().int().min(0).max(1_000_000) }),
  rawBody: "bytes",
  unmetered: true,
  answer: z.object({ status: z.enum(["stored", "known"]) }),
});

export const finishSealed = route({
  id: "finishSealed",
  method: "POST",
  path: "/api/reviews/:ref/sealed/:id/finish",
  summary: "Say that all parts are there; from then on it can be read by its recipients",
  ...ofReview,
  audit: "decision",
  params: OfMaterial,
  body: z.strictObject({
    size: z.number().int().min(0),
    parts: z.array(Hex256).max(1_000_000),
    /** The sender's own word, put down as that. */
    reading: SealedReading.optional(),
  }),
  answer: z.object({ id: Id, digest: z.string(), size: z.number().int() }),
});

export const getSealedManifest = route({
  id: "getSealedManifest",
  method: "GET",
  path: "/api/reviews/:ref/sealed/:id/manifest",
  summary: "The hashes of its parts",
  ...ofReview,
  audit: "none",
  params: OfMaterial,
  answer: z.object({
    partSize: z.number().int(),
    size: z.number().int(),
    parts: z.array(z.string()),
    digest: z.string(),
  }),
});

export const getSealedEnvelope = route({
  id: "getSealedEnvelope",
  method: "GET",
  path: "/api/reviews/:ref/sealed/:id/envelope",
  summary: "The envelope that a recipient's key opens; reading it is an access",
  ...ofReview,
  audit: "access",
  params: OfMaterial,
  answer: z.object({
    version: z.number().int(),
    envelope: z.string(),
    recipients: z.array(RecipientShape),
  }),
});

export const rewrapSealed = route({
  id: "rewrapSealed",
  method: "PUT",
  path: "/api/reviews/:ref/sealed/:id/envelope",
  summary: "Replace the envelope by one with other recipients, made by somebody who can read it",
  ...ofReview,
  audit: "decision",
  params: OfMaterial,
  body: z.strictObject({
    envelope: Envelope,
    recipients: z
      .array(RecipientShape.partial({ personId: true, partyId: true }))
      .min(1)
      .max(200),
  }),
  answer: z.object({ version: z.number().int() }),
});

export const getSealedPayload = route({
  id: "getSealedPayload",
  method: "GET",
  path: "/api/reviews/:ref/sealed/:id/payload",
  summary: "The ciphertext, from any byte on (Range); reading it is an access",
  ...ofReview,
  audit: "access",
  params: OfMaterial,
  rawAnswer: "application/octet-stream",
});
