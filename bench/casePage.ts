/**
 * The page of a large case as a browser asks for it: 121 participants and 1,000 messages, over HTTP from a real server.
 * The reference is the smallest answer that the same server gives, in the same run.
 */
import { readFileSync } from "node:fs";
import pg from "pg";
import { openPostgres } from "#outside/postgres/embedded.ts";
import { type RunningServer, startServer } from "../e2e/support/server.ts";
import type { Figure } from "./run.ts";

const PARTICIPANTS = 121;
const MESSAGES = 1_000;
const REQUESTS = 300;
const WARM_UP = 20;
const FINDING = readFileSync(
  new URL("../examples/findings/01-libharbor-index.json", import.meta.url),
  "utf8",
);

type Ask = <T>(method: string, path: string, body?: string) => Promise<T>;

const asking =
  (url: string, token: string): Ask =>
  async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };

/** One case, with every party invited that may have shipped the flaw. */
async function openCase(ask: Ask): Promise<string> {
  const stored = await ask<{ findings: { case: string }[] }>(
    "POST",
    "/api/reports?format=assay",
    FINDING,
  );
  const ref = stored.findings[0]?.case ?? "";
  for (let n = 1; n <= PARTICIPANTS; n += 1) {
    const party = { name: `Vendor ${n}`, kind: "owner", contact: `security@vendor-${n}.example` };
    const { id } = await ask<{ id: string }>("POST", "/api/parties", JSON.stringify(party));
    const seat = { partyId: id, role: n === 1 ? "owner" : "vendor" };
    await ask("POST", `/api/cases/${ref}/participants`, JSON.stringify(seat));
  }
  return ref;
}

/** Written past the actions: a thousand sendings would take a weekly budget years. Half of them come back. */
const WRITE = `
  insert into message (desk_id, id, case_id, party_id, direction, state, recipient, subject, body, author, created_at,
    sent_by_name, sent_at)
  select c.desk_id, gen_random_uuid(), c.id, p.id, case n % 2 when 0 then 'out' else 'in' end,
    case n % 2 when 0 then 'sent' else 'received' end, p.contact, 'Part ' || n, repeat('What we see here, in words. ', 30),
    'R. Teal', now() - n * interval '1 minute', 'R. Teal', now() - n * interval '1 minute'
  from cases c
  cross join generate_series(1, $2::int) n
  join lateral (select id, contact from party where desk_id = c.desk_id and name = 'Vendor ' || (1 + n % $3::int)) p on true
  where c.ref = $1`;

async function writeMessages(dataDir: string, ref: string): Promise<void> {
  const postgres = await openPostgres({ dataDir });
  const client = new pg.Client({ connectionString: postgres.url("assay_admin") });
  try {
    await client.connect();
    await client.query(WRITE, [ref, MESSAGES, PARTICIPANTS]);
    await client.query("analyze");
  } finally {
    await client.end();
    await postgres.close();
  }
}

/** Milliseconds of each request, shortest first. */
async function time(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < REQUESTS + WARM_UP; i += 1) {
    const begun = performance.now();
    await work();
    if (i >= WARM_UP) times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b);
}

const at = (times: readonly number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;

async function measure(server: RunningServer): Promise<Figure[]> {
  const ask = asking(server.url, await server.token("analyst"));
  const ref = await openCase(ask);
  await writeMessages(server.dataDir, ref);
  type Page = { readonly participants: unknown[]; readonly messages: unknown[] };
  const page = await ask<Page>("GET", `/api/cases/${ref}`);
  if (page.participants.length < PARTICIPANTS || page.messages.length !== MESSAGES)
    throw new Error(`${page.participants.length} parties and ${page.messages.length} messages.`);
  const small = await time(async () => await (await fetch(`${server.url}/healthz`)).text());
  const large = await time(() => ask("GET", `/api/cases/${ref}`));
  const figure = (name: string, share: number, target: string, met: boolean): Figure => ({
    name: `case page, ${PARTICIPANTS} participants and ${MESSAGES} messages, ${name}`,
    value: at(large, share),
    unit: "ms",
    target,
    reference: { name: "GET /healthz", value: at(small, share) },
    ratio: at(large, share) / at(small, share),
    met,
  });
  return [figure("median", 0.5, "", true), figure("p99", 0.99, "≤ 200", at(large, 0.99) <= 200)];
}

export async function run(): Promise<Figure[]> {
  const server = await startServer({ args: ["--log-level", "warn"] });
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}
