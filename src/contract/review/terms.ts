import { z } from "zod";
import { Id } from "../page.ts";
import { route } from "../route.ts";
import { ReviewPage } from "./reviewPage.ts";
import { ReviewParams } from "./shapes.ts";

const OfTerms = ReviewParams.extend({ version: z.coerce.number().int().min(1).max(10_000) });
/** Options and assertions are WebAuthn's own JSON (W3C Web Authentication Level 3, section 5.1). */
const WebAuthnJson = z.record(z.string(), z.unknown());

/** What is to be signed. */
export const ToSign = z.object({
  /** What an Ed25519 key signs, as base64. */
  message: z.string(),
  hash: z.string(),
  options: WebAuthnJson,
});

/** A signature by a passkey, or by an Ed25519 key whose public part was added before. */
export const Signing = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("webauthn"), response: WebAuthnJson }),
  z.strictObject({
    method: z.literal("ed25519"),
    keyId: Id,
    signature: z.string().regex(/^[0-9a-f]{128}$/, "128 hexadecimal digits"),
  }),
]);

export const beginTermsSignature = route({
  id: "beginTermsSignature",
  method: "POST",
  path: "/api/reviews/:ref/terms/:version/sign/begin",
  summary: "Ask for the passkey challenge that is the hash of these terms",
  permission: "review.read",
  audit: "none",
  ofReview: true,
  params: OfTerms,
  answer: ToSign,
});

export const signTerms = route({
  id: "signTerms",
  method: "POST",
  path: "/api/reviews/:ref/terms/:version/sign",
  summary: "Sign the newest terms, with a passkey or an Ed25519 key of one's own",
  permission: "review.read",
  audit: "decision",
  ofReview: true,
  params: OfTerms,
  body: Signing,
  answer: ReviewPage,
});

export const printTerms = route({
  id: "printTerms",
  method: "GET",
  path: "/api/reviews/:ref/terms/:version/text",
  summary: "The terms to read and to print, with their hash and signatures",
  permission: "review.read",
  audit: "access",
  ofReview: true,
  params: OfTerms,
  rawAnswer: "text/plain",
});

export const diffTerms = route({
  id: "diffTerms",
  method: "GET",
  path: "/api/reviews/:ref/terms/:version/changes",
  summary: "What this version of the terms changes against the one before it",
  permission: "review.read",
  audit: "access",
  ofReview: true,
  params: OfTerms,
  answer: z.object({
    changes: z.array(
      z.object({
        path: z.string(),
        label: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
      }),
    ),
  }),
});
