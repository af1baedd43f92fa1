import type { Browser, BrowserContext } from "playwright-core";
import type { Role } from "../../src/core/access/role.ts";
import { askServer } from "./askServer.ts";
import type { Look, Visitor } from "./browser.ts";
import type { RunningServer } from "./server.ts";
import { enrol } from "./walk.ts";

const PARTIES = {
  lab: { name: "Halden Models", kind: "lab" },
  bureau: { name: "Model Test Bureau", kind: "evaluator" },
  energy: { name: "Energy Systems Laboratory", kind: "evaluator" },
  office: { name: "Office of Coverage", kind: "overseer" },
} as const;

const PEOPLE = {
  voss: { name: "E. Voss", party: "lab", role: "lab-officer" },
  holm: { name: "V. Holm", party: "bureau", role: "reviewer" },
  alder: { name: "M. Alder", party: "energy", role: "reviewer" },
  recorder: { name: "K. Recorder", party: "office", role: "coverage-officer" },
  overseer: { name: "O. Sight", party: "office", role: "overseer" },
} as const satisfies Record<
  string,
  { readonly name: string; readonly party: keyof typeof PARTIES; readonly role: Role }
>;

export type ReviewPerson = keyof typeof PEOPLE;

export const addressOf = (person: string): string => `${person}@review.example`;

/** People of a lab, two agencies and two offices, each at a browser with a passkey. */
export type ReviewCast = {
  readonly visitors: Readonly<Record<ReviewPerson, Visitor>>;
  readonly administrator: Visitor;
  readonly partyIds: Readonly<Record<keyof typeof PARTIES, string>>;
  readonly personIds: Readonly<Record<ReviewPerson, string>>;
};

/** A question to the API in somebody's browser. Throws where it is refused. */
export const askAs = <T>(
  { context }: { readonly context: BrowserContext },
  method: string,
  path: string,
  data?: object,
): Promise<T> => askServer<T>(context.request, method, path, data);

type Added = { readonly person: { readonly id: string }; readonly enrolmentUrl: string };

/** At a server that has just been started, or with somebody who is its administrator already. */
export async function setUpReviewCast(
  browser: Browser,
  server: RunningServer,
  given: {
    readonly administrator?: Visitor;
    readonly look?: Look;
    /** Whether they get mail, at addresses of `addressOf`. */
    readonly mail?: boolean;
  } = {},
): Promise<ReviewCast> {
  const administrator =
    given.administrator ?? (await enrol(browser, server.enrolmentUrl ?? "", given.look));
  const partyIds: Record<string, string> = {};
  for (const [key, party] of Object.entries(PARTIES))
    partyIds[key] = (await askAs<{ id: string }>(administrator, "POST", "/api/parties", party)).id;
  const links: Record<string, string> = {};
  const personIds: Record<string, string> = {};
  for (const [key, { name, party, role }] of Object.entries(PEOPLE)) {
    const added = await askAs<Added>(administrator, "POST", "/api/persons", {
      name,
      partyId: partyIds[party],
      roles: [role],
      ...(given.mail ? { email: addressOf(key) } : {}),
    });
    personIds[key] = added.person.id;
    links[key] = added.enrolmentUrl;
  }
  const enrolled = Object.entries(links).map(
    async ([key, link]) => [key, await enrol(browser, link, given.look)] as const,
  );
  const visitors = Object.fromEntries(await Promise.all(enrolled));
  return { visitors, administrator, partyIds, personIds } as ReviewCast;
}
