import { generateKeyPairSync, sign } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { ReviewPage } from "../../src/contract/review/reviewPage.ts";
import type { Role } from "../../src/core/access/role.ts";
import { toIdentity, toIdentityFile, toRecipientKey } from "../../src/core/sealed/identity.ts";
import type { Visitor } from "./browser.ts";
import { askAs, type ReviewCast, setUpReviewCast } from "./reviewDesk.ts";
import type { RunningServer } from "./server.ts";
import { enrol } from "./walk.ts";

/** A review whose window is open, with both agencies bound by its terms; most of it made by the API. */
export type OpenWindow = ReviewCast & {
  readonly ref: string;
  /** A colleague of V. Holm's who reports to the clearinghouse as well, and has neither key nor declaration. */
  readonly sand: Visitor;
  /** Key files of those who have one. */
  readonly files: Readonly<Record<"voss" | "holm" | "alder", string>>;
  /** A posted move; throws where it is refused. */
  readonly act: (by: Visitor, move: string, body?: object) => Promise<ReviewPage>;
};

const NAMES = { bureau: "Model Test Bureau", energy: "Energy Systems Laboratory" } as const;

const TERMS = {
  accessMode: "hosted-api",
  variants: ["final-checkpoint"],
  people: [
    { name: "V. Holm", party: NAMES.bureau },
    { name: "P. Sand", party: NAMES.bureau },
    { name: "M. Alder", party: NAMES.energy },
  ],
  agreedUses: ["Measure what the model can do against networks"],
  retentionDays: 30,
  onwardSharing: [],
  labLogs: true,
  destructionDate: "2099-01-31",
  promptsShownToLab: false,
  notes: "",
};

type Key = { readonly purpose: "seal" | "sign"; readonly publicKey: string };
const addKey = (by: Visitor, key: Key) =>
  askAs<{ id: string }>(by, "POST", "/api/my/keys", { ...key, name: "laptop", holder: "file" });

async function makeKeyFile(by: Visitor, path: string): Promise<string> {
  const identity = toIdentity(crypto.getRandomValues(new Uint8Array(32)));
  writeFileSync(path, toIdentityFile(identity, new Date()));
  await addKey(by, { purpose: "seal", publicKey: toRecipientKey(identity) ?? "" });
  return path;
}

async function signTerms(by: Visitor, ref: string): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" }) as { readonly x?: string };
  const hex = Buffer.from(x, "base64url").toString("hex");
  const { id } = await addKey(by, { purpose: "sign", publicKey: hex });
  const at = `/api/reviews/${ref}/terms/1/sign`;
  const { message } = await askAs<{ message: string }>(by, "POST", `${at}/begin`);
  const signature = sign(null, Buffer.from(message, "base64"), privateKey).toString("hex");
  await askAs(by, "POST", at, { method: "ed25519", keyId: id, signature });
}

async function addSand(browser: Browser, { administrator, partyIds }: ReviewCast) {
  const roles: readonly Role[] = ["reviewer", "finder"];
  type Added = { readonly person: { readonly id: string }; readonly enrolmentUrl: string };
  const { person, enrolmentUrl } = await askAs<Added>(administrator, "POST", "/api/persons", {
    name: "P. Sand",
    partyId: partyIds.bureau,
    roles,
  });
  return { sand: await enrol(browser, enrolmentUrl), sandId: person.id };
}

const declare = (cast: ReviewCast): Promise<ReviewPage> =>
  askAs<ReviewPage>(cast.visitors.voss, "POST", "/api/reviews", {
    model: "Meridian",
    version: "4",
    increment: { kind: "new-base", reuses: null, note: "" },
    acts: ["coverage-enquiry", "access-window", "partner-selection"],
    openWeight: false,
    zone: "Europe/Oslo",
    policyDays: 30,
  });

/** `folder` is where key files go. */
export async function openWindow(
  browser: Browser,
  server: RunningServer,
  folder: string,
): Promise<OpenWindow> {
  const cast = await setUpReviewCast(browser, server);
  const { sand, sandId } = await addSand(browser, cast);
  const { voss, holm, alder } = cast.visitors;
  const { ref } = await declare(cast);
  const act: OpenWindow["act"] = (by, move, body = {}) =>
    askAs<ReviewPage>(by, "POST", `/api/reviews/${ref}/${move}`, body);
  for (const agency of ["bureau", "energy"] as const)
    await act(voss, "name-agency", { partyId: cast.partyIds[agency], name: NAMES[agency] });
  await act(voss, "ask-coverage", { question: "Is Meridian 4 covered?" });
  await act(voss, "submit");
  await act(voss, "propose-terms", { terms: TERMS });
  for (const by of [voss, holm, alder]) await signTerms(by, ref);
  await act(voss, "confirm-access");
  const people = (...some: readonly (readonly [id: string, name: string])[]) =>
    some.map(([personId, name]) => ({ personId, name }));
  const asks = [
    { by: holm, persons: people([cast.personIds.holm, "V. Holm"], [sandId, "P. Sand"]) },
    { by: alder, persons: people([cast.personIds.alder, "M. Alder"]) },
  ];
  for (const { by, persons } of asks) {
    await act(by, "declare-conflict", { has: false, statement: "" });
    const body = { axis: "information", level: null, variant: null, persons, reason: "To read." };
    const { grants } = await act(by, "ask-grant", body);
    await act(voss, "answer-grant", { grantId: grants.at(-1)?.id, given: true, reason: "" });
  }
  const file = (by: Visitor, name: string) => makeKeyFile(by, join(folder, `${name}.txt`));
  const files = {
    voss: await file(voss, "voss"),
    holm: await file(holm, "holm"),
    alder: await file(alder, "alder"),
  };
  return { ...cast, ref, sand, files, act };
}
