import { z } from "zod";
import { PERMISSION_NAMES } from "#core/access/permission.ts";
import { ROLES } from "#core/access/role.ts";
import { Id, Instant, Line, PageQuery, page } from "../page.ts";
import { route } from "../route.ts";

export const PARTY_KINDS = [
  "lab",
  "owner",
  "operator",
  "desk",
  "verifier",
  "evaluator",
  "overseer",
  "finder",
] as const;
const Name = Line(200);
const Email = z.email().max(320);

export const Party = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(PARTY_KINDS),
  contact: z.string().nullable(),
  people: z.number().int(),
  createdAt: Instant,
});
export type Party = z.infer<typeof Party>;

export const Person = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  party: z.object({ id: Id, name: z.string() }),
  roles: z.array(z.enum(ROLES)),
  passkeys: z.number().int(),
  disabledAt: Instant.nullable(),
  createdAt: Instant,
});
export type Person = z.infer<typeof Person>;

export const listParties = route({
  id: "listParties",
  method: "GET",
  path: "/api/parties",
  summary: "The organisations of this desk",
  permission: "party.read",
  audit: "none",
  query: PageQuery,
  answer: page(Party),
});

export const addParty = route({
  id: "addParty",
  method: "POST",
  path: "/api/parties",
  summary: "Add an organisation",
  permission: "party.manage",
  audit: "account",
  body: z.strictObject({ name: Name, kind: z.enum(PARTY_KINDS), contact: Email.optional() }),
  answer: Party,
  status: 201,
});

export const listPersons = route({
  id: "listPersons",
  method: "GET",
  path: "/api/persons",
  summary: "The people of this desk",
  permission: "party.read",
  audit: "none",
  query: PageQuery,
  answer: page(Person),
});

export const addPerson = route({
  id: "addPerson",
  method: "POST",
  path: "/api/persons",
  summary: "Add a person; the answer holds a one-time enrolment link, shown once",
  permission: "person.manage",
  audit: "account",
  body: z.strictObject({
    name: Name,
    email: Email.optional(),
    partyId: Id,
    roles: z.array(z.enum(ROLES)).min(1),
  }),
  answer: z.object({ person: Person, enrolmentUrl: z.string() }),
  status: 201,
});

const PersonParams = z.object({ id: Id });

export const changePerson = route({
  id: "changePerson",
  method: "PUT",
  path: "/api/persons/:id",
  summary: "Change roles, or disable and enable an account",
  permission: "person.manage",
  audit: "account",
  params: PersonParams,
  body: z.strictObject({ roles: z.array(z.enum(ROLES)).min(1), disabled: z.boolean() }),
  answer: Person,
});

export const renewEnrolment = route({
  id: "renewEnrolment",
  method: "POST",
  path: "/api/persons/:id/enrolment",
  summary: "A new one-time enrolment link; the former one stops working",
  permission: "person.manage",
  audit: "account",
  params: PersonParams,
  answer: z.object({ enrolmentUrl: z.string() }),
  status: 201,
});

export const Token = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(z.enum(PERMISSION_NAMES)).nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type Token = z.infer<typeof Token>;

export const listTokens = route({
  id: "listTokens",
  method: "GET",
  path: "/api/tokens",
  summary: "Your API tokens",
  permission: "session",
  audit: "none",
  answer: z.object({ items: z.array(Token) }),
});

export const createToken = route({
  id: "createToken",
  method: "POST",
  path: "/api/tokens",
  summary: "Make an API token; its text is shown once and stored hashed",
  permission: "session",
  audit: "account",
  body: z.strictObject({
    name: Name,
    scopes: z.array(z.enum(PERMISSION_NAMES)).min(1).nullable(),
    days: z.number().int().min(1).max(366),
  }),
  answer: z.object({ token: z.string(), item: Token }),
  status: 201,
});

export const revokeToken = route({
  id: "revokeToken",
  method: "DELETE",
  path: "/api/tokens/:id",
  summary: "Revoke one of your API tokens",
  permission: "session",
  audit: "account",
  params: PersonParams,
  status: 204,
});
