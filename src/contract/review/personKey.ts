import { z } from "zod";
import { Id, Instant } from "../page.ts";
import { route } from "../route.ts";

export const PersonKey = z.object({
  id: Id,
  purpose: z.enum(["seal", "sign"]),
  /** `age1…` to seal to; an Ed25519 public key in hexadecimal to verify by. */
  publicKey: z.string(),
  name: z.string(),
  holder: z.enum(["file", "passkey"]),
  addedAt: Instant,
  endedAt: Instant.nullable(),
});
export type PersonKey = z.infer<typeof PersonKey>;

export const listMyKeys = route({
  id: "listMyKeys",
  method: "GET",
  path: "/api/my/keys",
  summary: "One's own public keys",
  permission: "review.read",
  audit: "none",
  answer: z.object({ items: z.array(PersonKey) }),
});

export const addMyKey = route({
  id: "addMyKey",
  method: "POST",
  path: "/api/my/keys",
  summary: "Add a public key of one's own; the private part never comes here",
  permission: "review.read",
  audit: "account",
  body: z.strictObject({
    purpose: z.enum(["seal", "sign"]),
    publicKey: z.string().min(1).max(200),
    name: z.string().trim().min(1).max(80),
    holder: z.enum(["file", "passkey"]),
  }),
  answer: PersonKey,
  status: 201,
});

export const endMyKey = route({
  id: "endMyKey",
  method: "DELETE",
  path: "/api/my/keys/:id",
  summary: "Take a key out of use; what was sealed to it stays readable by it",
  permission: "review.read",
  audit: "account",
  params: z.object({ id: Id }),
  status: 204,
});
