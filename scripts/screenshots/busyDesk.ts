import type { BrowserContext } from "playwright-core";
import { generateFindings } from "../../bench/findings.ts";

type Asking = BrowserContext["request"];
type Case = { readonly ref: string; readonly evidence: string };

const SEED = 26;
const COUNT = 60;
const VECTORS = [
  "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
  "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N",
  "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
  "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:L",
  "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L",
] as const;

async function post(asking: Asking, path: string, data: object): Promise<void> {
  const answer = await asking.post(path, { headers: { "x-assay": "screenshots" }, data });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}

/** A lab's batch from the generator of the benches: invented components, the same ones every time. */
export async function submitBatch(lab: Asking): Promise<void> {
  const lines = [...generateFindings(SEED, COUNT)].map((one) => JSON.stringify(one)).join("\n");
  await lab.post("/api/reports/batch?name=harbor-sweep-0922.ndjson", {
    headers: { "x-assay": "screenshots", "content-type": "application/x-ndjson" },
    data: `${lines}\n{"title": "without a component", "component": "opal-parser 2.1"}\n`,
  });
}

/** What an analyst has stated and run in a morning: each case a little further or less far than the one before. */
export async function workThrough(analyst: Asking): Promise<void> {
  const me = (await (await analyst.get("/api/me")).json()) as { personId: string };
  const answer = await analyst.get("/api/cases?assigned=nobody&limit=100");
  const { items } = (await answer.json()) as { items: Case[] };
  const fresh = items.filter(({ evidence }) => evidence === "asserted").slice(0, 34);
  for (const [n, { ref }] of fresh.entries()) {
    const at = `/api/cases/${ref}`;
    if (n % 4 !== 3) await post(analyst, `${at}/assign`, { personId: me.personId });
    for (const [input, value] of inputsOf(n))
      await post(analyst, `${at}/inputs`, { input, value, source: "Read in its documentation" });
    if (n % 3 !== 2) {
      const runs = { outcome: "reproduced", failed: 5, of: 5, on: "as reported" };
      await post(analyst, `${at}/evidence`, { ...runs, modelFamily: null });
      const vector = VECTORS[n % VECTORS.length];
      await post(analyst, `${at}/severity`, {
        side: "verifier",
        vector,
        reason: "As it ran here.",
      });
    }
  }
}

/** Every way in which the four inputs of BOD 26-04 may stand, one after the other; some stay unknown. */
function inputsOf(n: number): (readonly [string, string])[] {
  const yes = (bit: number) => (((n * 7) >> bit) & 1 ? "yes" : "no");
  const all = [
    ["publicly-exposed", yes(0)],
    ["in-kev", n % 9 === 4 ? "yes" : "no"],
    ["automatable", yes(1)],
    ["technical-impact", yes(2) === "yes" ? "total" : "partial"],
  ] as const;
  return n % 5 === 0 ? all.slice(1) : [...all];
}
