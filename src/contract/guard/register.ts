import { z } from "zod";
import { CaseParams, Id, Instant } from "../page.ts";
import { route } from "../route.ts";
import { GuardAction, GuardAudience, GuardFinding, Sha256 } from "./shapes.ts";

/** A term that is hashed where it is known; `core/guard/saltedTerm.ts` makes it of the salt and the term. */
export const SaltedTermBody = z.strictObject({
  words: z.number().int().min(1).max(8),
  firstTag: z.number().int().min(0).max(0xffff),
  tag: z.number().int().min(0).max(0xffff),
  hash: Sha256,
});

export const TermLine = z.object({
  id: Id,
  /** What its owner calls it; not the term. */
  label: z.string(),
  words: z.number().int(),
  addedBy: z.string(),
  addedAt: Instant,
});
export type TermLine = z.infer<typeof TermLine>;

export const listGuardTerms = route({
  id: "listGuardTerms",
  method: "GET",
  path: "/api/guard/terms",
  summary:
    "Terms that your party registered as trade secrets, by their labels, and the salt to hash more with",
  permission: "guard.register",
  audit: "none",
  answer: z.object({ salt: z.string(), items: z.array(TermLine) }),
});

export const addGuardTerms = route({
  id: "addGuardTerms",
  method: "POST",
  path: "/api/guard/terms",
  summary: "Register terms as salted hashes; the words themselves never come here",
  permission: "guard.register",
  audit: "decision",
  body: z.strictObject({
    terms: z
      .array(z.strictObject({ label: z.string().trim().min(1).max(80), term: SaltedTermBody }))
      .min(1)
      .max(200),
  }),
  answer: z.object({ items: z.array(TermLine) }),
  status: 201,
});

export const endGuardTerm = route({
  id: "endGuardTerm",
  method: "DELETE",
  path: "/api/guard/terms/:id",
  summary: "Look for a term no longer",
  permission: "guard.register",
  audit: "decision",
  params: z.object({ id: Id }),
  status: 204,
});

export const Canary = z.object({
  id: Id,
  token: z.string(),
  /** Where it was put, in the words of who planted it. */
  place: z.string(),
  plantedBy: z.string(),
  plantedAt: Instant,
  /** How often the guard met it on the way out. */
  met: z.number().int(),
});
export type Canary = z.infer<typeof Canary>;

export const listCanaries = route({
  id: "listCanaries",
  method: "GET",
  path: "/api/cases/:ref/canaries",
  summary: "Tokens planted in a case, and how often one was met on the way out",
  permission: "case.work",
  audit: "none",
  ofCase: true,
  params: CaseParams,
  answer: z.object({ items: z.array(Canary) }),
});

export const plantCanary = route({
  id: "plantCanary",
  method: "POST",
  path: "/api/cases/:ref/canaries",
  summary:
    "Make a token to put into a text of the case: where it turns up, the text came from here",
  permission: "case.work",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({ place: z.string().trim().min(1).max(200) }),
  answer: Canary,
  status: 201,
});

export const Subject = z.object({
  id: Id,
  erasedAt: Instant,
  erasedBy: z.string(),
  reason: z.string(),
  /** How many pseudonyms nobody can turn back any more. */
  pseudonyms: z.number().int(),
});
export type Subject = z.infer<typeof Subject>;

export const listErasedSubjects = route({
  id: "listErasedSubjects",
  method: "GET",
  path: "/api/guard/erased",
  summary: "Erasures, without a name in them, newest first",
  permission: "guard.erase",
  audit: "none",
  answer: z.object({ items: z.array(Subject) }),
});

export const eraseSubject = route({
  id: "eraseSubject",
  method: "POST",
  path: "/api/guard/erased",
  summary:
    "Erase a person: their key is destroyed, their pseudonyms stay what they are, their names may not leave",
  permission: "guard.erase",
  audit: "decision",
  body: z.strictObject({
    /** Spellings of the name, addresses, handles. Kept as salted hashes. */
    names: z.array(z.string().trim().min(3).max(200)).min(1).max(20),
    reason: z.string().trim().min(1).max(2_000),
  }),
  answer: Subject,
  status: 201,
});

export const pseudonymise = route({
  id: "pseudonymise",
  method: "POST",
  path: "/api/cases/:ref/pseudonymise",
  summary: "Put pseudonyms of this case in the place of what a text tells of persons",
  permission: "case.work",
  audit: "access",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({
    text: z.string().min(1).max(200_000),
    audience: GuardAudience.optional(),
  }),
  answer: z.object({
    verdict: GuardAction,
    findings: z.array(GuardFinding),
    output: z.string().nullable(),
  }),
});

export const revealPseudonyms = route({
  id: "revealPseudonyms",
  method: "POST",
  path: "/api/cases/:ref/reveal",
  summary: "Who stands behind pseudonyms of this case; each answer is on record",
  permission: "case.work",
  audit: "decision",
  ofCase: true,
  params: CaseParams,
  body: z.strictObject({
    pseudonyms: z
      .array(z.string().regex(/^\[[A-Z0-9-]{1,40}-[0-9A-Z]{4,12}\]$/))
      .min(1)
      .max(100),
    reason: z.string().trim().min(1).max(2_000),
  }),
  answer: z.object({
    items: z.array(
      z.object({
        pseudonym: z.string(),
        state: z.enum(["revealed", "unknown", "erased"]),
        value: z.string().nullable(),
      }),
    ),
  }),
});
