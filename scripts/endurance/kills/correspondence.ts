import { setTimeout as sleep } from "node:timers/promises";
import { CasePage } from "../../../src/contract/clearinghouse/casePage.ts";
import type { Mailbox } from "../../../src/testing/mailbox.ts";

/** Where to ask just now: the address changes when the server starts anew. */
export type Desk = { readonly url: string; readonly token: string };

export type Correspondence = {
  /** Ids of the messages whose sending was answered with yes. */
  readonly promised: ReadonlySet<string>;
  /** What the server refused although nothing was wrong. */
  readonly refusals: readonly string[];
  /** Answers whether it was taken. `cut`: how likely the mailbox breaks off after its next mail. */
  readonly sendOne: (cut?: number) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

const PARTIES = 5;
const PAUSE_MS = 150;
/** Of the mails, those which the mailbox takes and then does not say so. */
const CUT = 0.25;

type Answer = { readonly status: number; readonly body: unknown };

async function ask({ url, token }: Desk, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(url + path, {
    method: body ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${token}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: await answer.json() };
}

class Refused extends Error {}

/** An outage is nothing to wonder at in here; a refusal is. */
async function must(desk: Desk, path: string, body?: object): Promise<unknown> {
  const answer = await ask(desk, path, body);
  if (answer.status < 300) return answer.body;
  const why = `${path}: ${answer.status} ${JSON.stringify(answer.body)}`;
  throw answer.status >= 500 ? new Error(why) : new Refused(why);
}

async function addParties(desk: Desk): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 1; i <= PARTIES; i += 1) {
    const party = { name: `Vendor ${i}`, kind: "owner", contact: `security@vendor-${i}.example` };
    ids.push(((await must(desk, "/api/parties", party)) as { id: string }).id);
  }
  return ids;
}

type Letter = { readonly ref: string; readonly partyId: string; readonly n: number };

/** Invites, drafts, sends, as a person does at the case's page. Answers the message's id. */
async function write(desk: Desk, { ref, partyId, n }: Letter): Promise<string> {
  await must(desk, `/api/cases/${ref}/participants`, { partyId, role: "coordinator" });
  const text = { subject: `Letter ${n}`, body: `Letter ${n}: please tell us who maintains this.` };
  const drafted = await must(desk, `/api/cases/${ref}/messages`, { partyId, ...text });
  const draft = CasePage.parse(drafted).messages.find(({ state }) => state === "draft");
  if (!draft) throw new Refused(`The draft is not in ${ref}.`);
  await must(desk, `/api/cases/${ref}/messages/${draft.id}/send`, {});
  return draft.id;
}

type Page = { readonly items: readonly { readonly ref: string }[]; readonly next: string | null };

/** Cases one after another, each once. */
function caseByCase(desk: () => Desk): () => Promise<string | undefined> {
  const known = new Set<string>();
  const waiting: string[] = [];
  let after: string | null = null;
  return async () => {
    if (waiting.length === 0) {
      const query: string = after === null ? "" : `&after=${encodeURIComponent(after)}`;
      const page = (await must(desk(), `/api/cases?limit=100${query}`)) as Page;
      after = page.next;
      const fresh = page.items.map(({ ref }) => ref).filter((ref) => !known.has(ref));
      for (const ref of fresh) known.add(ref);
      waiting.push(...fresh);
    }
    return waiting.shift();
  };
}

/** An analyst who writes to vendors all the while, and a mailbox that sometimes breaks off after it has accepted. */
export async function correspond(
  desk: () => Desk,
  mailbox: Mailbox,
  random: () => number,
): Promise<Correspondence> {
  const parties = await addParties(desk());
  const nextCase = caseByCase(desk);
  const promised = new Set<string>();
  const refusals: string[] = [];
  let [n, stopped] = [0, false];
  const sendOne = async (cut = CUT): Promise<boolean> => {
    try {
      const ref = await nextCase();
      if (ref === undefined) return false;
      n += 1;
      if (random() < cut) mailbox.cutNext();
      promised.add(await write(desk(), { ref, partyId: parties[n % PARTIES] ?? "", n }));
      return true;
    } catch (error) {
      if (error instanceof Refused) refusals.push(error.message);
      return false;
    }
  };
  const working = (async () => {
    while (!stopped) {
      await sendOne();
      await sleep(PAUSE_MS);
    }
  })();
  return {
    promised,
    refusals,
    sendOne,
    stop: async () => {
      stopped = true;
      await working;
    },
  };
}
