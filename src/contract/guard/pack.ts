import { z } from "zod";
import { Instant } from "../page.ts";
import { route } from "../route.ts";
import {
  AudienceKind,
  Channel,
  GuardAction,
  GuardAudience,
  GuardCitation,
  GuardFinding,
  Sha256,
} from "./shapes.ts";

const PackId = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/, "A pack's id has small letters, digits and hyphens.");

export const PackLine = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  /** SHA-256 of the canonical JSON of its rules. */
  hash: Sha256,
  source: z.enum(["built-in", "uploaded"]),
  rules: z.number().int(),
  /** Where it reads now. */
  channels: z.array(Channel),
  /** Where it reads whatever is chosen. */
  always: z.array(Channel),
  uploadedBy: z.string().nullable(),
  uploadedAt: Instant.nullable(),
});
export type PackLine = z.infer<typeof PackLine>;

export const PackRuleLine = z.object({
  id: z.string(),
  type: z.string(),
  action: GuardAction,
  citation: GuardCitation,
  confidence: z.number(),
  /** The widest audience that may read it; null: nobody may. */
  widest: AudienceKind.nullable(),
  message: z.string(),
  /** `pattern`, `terms`, `registry`. */
  detector: z.string(),
  /** The pattern, the terms joined by ", ", or the name of the register. */
  looksFor: z.string(),
  replacement: z.string(),
  examples: z.array(z.string()),
  counterExamples: z.array(z.string()),
});
export type PackRuleLine = z.infer<typeof PackRuleLine>;

export const PackPage = PackLine.extend({
  items: z.array(PackRuleLine),
  /** The pack as JSON, for whoever reads by it elsewhere; null for those of the product, which every copy has. */
  content: z.string().nullable(),
});
export type PackPage = z.infer<typeof PackPage>;

/** What reads at each channel now. */
export const GuardPolicy = z.object({
  channels: z.array(
    z.object({
      channel: Channel,
      packs: z.array(z.object({ id: z.string(), hash: Sha256 })),
      policy: Sha256,
    }),
  ),
  changedBy: z.string().nullable(),
  changedAt: Instant.nullable(),
});
export type GuardPolicy = z.infer<typeof GuardPolicy>;

export const listGuardPacks = route({
  id: "listGuardPacks",
  method: "GET",
  path: "/api/guard/packs",
  summary: "The rule packs of the guard, with their hashes and where they read",
  permission: "guard.read",
  audit: "none",
  answer: z.object({ items: z.array(PackLine) }),
});

export const getGuardPack = route({
  id: "getGuardPack",
  method: "GET",
  path: "/api/guard/packs/:pack",
  summary: "One pack: its rules, with citations, examples and counter-examples",
  permission: "guard.read",
  audit: "none",
  params: z.object({ pack: PackId }),
  answer: PackPage,
});

export const uploadGuardPack = route({
  id: "uploadGuardPack",
  method: "POST",
  path: "/api/guard/packs",
  summary: "Add a pack, or a new version of one; a fault is reported with its rule and place",
  permission: "guard.keep",
  audit: "decision",
  body: z.strictObject({
    format: z.enum(["yaml", "json", "toml", "gitleaks"]),
    /** `gitleaks` files name no pack: it is this. */
    id: PackId.optional(),
    text: z.string().min(1).max(2_000_000),
  }),
  answer: PackPage,
  status: 201,
});

export const getGuardPolicy = route({
  id: "getGuardPolicy",
  method: "GET",
  path: "/api/guard/policy",
  summary: "Which packs read at which channel",
  permission: "guard.read",
  audit: "none",
  answer: GuardPolicy,
});

export const changeGuardPolicy = route({
  id: "changeGuardPolicy",
  method: "PUT",
  path: "/api/guard/policy/:channel",
  summary: "Choose the packs of a channel; those that always read there stay",
  permission: "guard.keep",
  audit: "decision",
  params: z.object({ channel: Channel }),
  body: z.strictObject({
    packs: z.array(PackId).max(50),
    reason: z.string().trim().min(1).max(2_000),
  }),
  answer: GuardPolicy,
});

export const tryGuard = route({
  id: "tryGuard",
  method: "POST",
  path: "/api/guard/try",
  summary: "What the guard would say of a text, by the packs alone; nothing of it is stored",
  permission: "guard.read",
  audit: "none",
  body: z.strictObject({
    text: z.string().max(200_000),
    audience: GuardAudience.default({ kind: "public" }),
    /** Default: those of the channel. */
    packs: z.array(PackId).max(50).optional(),
    channel: Channel.default("mail"),
    /** True: what the desk knows is looked for, too. For the desk's staff. */
    registry: z.boolean().default(false),
  }),
  answer: z.object({
    verdict: GuardAction,
    findings: z.array(GuardFinding),
    /** What may go out; null where nothing may. */
    output: z.string().nullable(),
    packs: z.array(z.object({ id: z.string(), version: z.string(), hash: Sha256 })),
    milliseconds: z.number(),
  }),
});
