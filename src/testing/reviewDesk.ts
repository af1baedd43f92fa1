import { generateKeyPairSync, sign } from "node:crypto";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { Role } from "#core/access/role.ts";
import { toIdentity, toRecipientKey } from "#core/sealed/identity.ts";
import { systemChance } from "#outside/chance/chance.ts";
import {
  type AppSettings,
  type Asked,
  type Reply,
  type TestApp,
  testApp,
  type Verb,
} from "./app.ts";
import {
  type DeskOptions,
  type TestDesk,
  type TestParty,
  type TestPerson,
  testDesk,
} from "./desk.ts";
import { told } from "./told.ts";

/** Words that stand in no other text: whoever finds one knows where it comes from. */
export const SECRETS = {
  model: "Nightjar Osprey 9",
  version: "kittiwake-4.2",
  question: "Is whimbrel covered?",
  claim: "Finds turnstone in 7 of 40 tries",
  reply: "We count one dunlin of 40",
  reason: "Because of the sanderling",
  use: "Measure redshank",
} as const;

/** Somebody of the desk, with the private parts of keys that the server never gets. */
export type Member = TestPerson & {
  readonly says: Asked;
  readonly email: string;
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  readonly sealKey: string;
  readonly signKeyId: string;
  /** The private part of the Ed25519 key. */
  readonly signSeed: Uint8Array;
  /** Ed25519, in hexadecimal. */
  readonly signBytes: (bytes: Uint8Array) => string;
};

const PARTIES = {
  lab: ["Halden Models", "lab"],
  otherLab: ["Crake Systems", "lab"],
  bureau: ["Model Test Bureau", "government"],
  energy: ["Energy Systems Laboratory", "government"],
  unrelated: ["Ports Authority", "government"],
  office: ["Lakeside Coordination", "desk"],
} as const;
type Party = keyof typeof PARTIES;

const PEOPLE = {
  voss: ["lab", "lab-officer", "E. Voss"],
  brandt: ["lab", "lab-officer", "U. Brandt"],
  labFinder: ["lab", "finder", "F. Inder"],
  crake: ["otherLab", "lab-officer", "C. Rake"],
  holm: ["bureau", "reviewer", "V. Holm"],
  sand: ["bureau", "reviewer", "P. Sand"],
  bureauAnalyst: ["bureau", "analyst", "B. Analyst"],
  alder: ["energy", "reviewer", "M. Alder"],
  port: ["unrelated", "reviewer", "P. Ort"],
  recorder: ["office", "coverage-officer", "K. Recorder"],
  overseer: ["office", "overseer", "O. Versight"],
  administrator: ["office", "administrator", "A. Dmin"],
  analyst: ["office", "analyst", "L. Ysis"],
} as const satisfies Record<string, readonly [Party, Role, string]>;
export type Name = keyof typeof PEOPLE;

/** Who has keys, as whoever takes part in reviews does. */
const isKeyed = (role: Role): boolean => role === "lab-officer" || role === "reviewer";

/** A desk with labs, agencies and officers of every kind, and the whole server in front of it. `close()` it afterwards. */
export type ReviewDesk = {
  readonly desk: TestDesk;
  readonly site: TestApp;
  readonly parties: Readonly<Record<Party, TestParty>>;
  readonly people: Readonly<Record<Name, Member>>;
  /** By the person's API token. */
  readonly ask: (by: Member, method: Verb, url: string, more?: Asked) => Promise<Reply>;
  /** A posted move; throws unless it is taken. */
  readonly act: (by: Member, ref: string, move: string, body?: object) => Promise<ReviewPage>;
  readonly page: (by: Member, ref: string) => Promise<ReviewPage>;
  readonly close: () => Promise<void>;
};

/** The header fields by which somebody asks with their token. */
export const headersOf = ({ as }: Asked): Record<string, string> => ({ authorization: as ?? "" });

export type DeskSettings = Pick<AppSettings, "log"> & DeskOptions;

export async function reviewDesk({ log, ...options }: DeskSettings = {}): Promise<ReviewDesk> {
  const desk = await testDesk(options);
  const settings = log === undefined ? {} : { log };
  const site = await testApp(desk.deps, settings);
  const parties: Partial<Record<Party, TestParty>> = {};
  for (const [name, [title, kind]] of Object.entries(PARTIES))
    parties[name as Party] = await desk.party(title, kind);
  const people: Partial<Record<Name, Member>> = {};
  for (const [name, [party, role, title]] of Object.entries(PEOPLE)) {
    const seat = parties[party] as TestParty;
    people[name as Name] = await enter({ desk, site }, seat, role, title);
  }
  const ask = (by: Member, method: Verb, url: string, more: Asked = {}) =>
    site.call(method, url, { ...by.says, ...more });
  return {
    desk,
    site,
    parties: parties as ReviewDesk["parties"],
    people: people as ReviewDesk["people"],
    ask,
    act: async (by, ref, move, body = {}) =>
      told<ReviewPage>(await ask(by, "POST", `/api/reviews/${ref}/${move}`, { body })),
    page: async (by, ref) => told<ReviewPage>(await ask(by, "GET", `/api/reviews/${ref}`)),
    close: async () => {
      await site.close();
      await desk.close();
    },
  };
}

/** An account with an address, a token and, for who takes part in reviews, keys that they add by the route. */
async function enter(
  { desk, site }: Pick<ReviewDesk, "desk" | "site">,
  party: TestParty,
  role: Role,
  name: string,
): Promise<Member> {
  const person = await desk.person(party, [role], name);
  const email = `${name.replaceAll(/\W/g, "").toLowerCase()}@${role}.example`;
  const { personId } = person;
  await desk.owner.updateTable("person").set({ email }).where("id", "=", personId).execute();
  const says = { as: `Bearer ${await desk.token(person)}` };
  const identity = toIdentity(systemChance.random(32));
  const sealKey = toRecipientKey(identity) ?? "";
  const { privateKey } = generateKeyPairSync("ed25519");
  const { x = "", d = "" } = privateKey.export({ format: "jwk" });
  const add = async (purpose: "seal" | "sign", key: string) => {
    const body = { purpose, publicKey: key, name: `${purpose} key`, holder: "file" };
    return told<{ id: string }>(await site.call("POST", "/api/my/keys", { ...says, body }), 201).id;
  };
  if (isKeyed(role)) await add("seal", sealKey);
  const signKeyId = isKeyed(role)
    ? await add("sign", Buffer.from(x, "base64url").toString("hex"))
    : "";
  const signBytes = (bytes: Uint8Array) => sign(null, bytes, privateKey).toString("hex");
  const signSeed = new Uint8Array(Buffer.from(d, "base64url"));
  return { ...person, says, email, identity, sealKey, signKeyId, signSeed, signBytes };
}
