import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSession } from "#actions/access/signIn.ts";
import type { PackPage } from "#contract/guard/pack.ts";
import { withSystem } from "#store/database.ts";
import { type TestApp, testApp } from "../../../testing/app.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../../testing/desk.ts";
import { SAMPLE_FINDING, SAMPLE_PACK } from "../../../testing/guardSamples.ts";

let desk: TestDesk;
let site: TestApp;
let chief: TestPerson;
let proxy: string;
beforeAll(async () => {
  desk = await testDesk();
  const office = await desk.party("Lakeside", "desk");
  chief = await desk.person(office, ["coordinator"], "C. Hief");
  const keeper = await desk.person(
    await desk.party("Kestrel Lab", "lab"),
    ["lab-officer"],
    "L. Officer",
  );
  site = await testApp(desk.deps);
  const body = { name: "proxy", scopes: ["guard.ask"], days: 1 };
  const made = await site.call("POST", "/api/tokens", { ...(await as(keeper)), body });
  proxy = (made.body as { token: string }).token;
});
afterAll(async () => {
  await site.close();
  await desk.close();
});

const as = async ({ personId }: TestPerson) => ({
  cookies: {
    assay: await withSystem(desk.db, desk.id, (tx) => openSession(tx, desk.deps, personId)),
  },
});
const question = {
  text: "TLP:GREEN Draft",
  audience: { kind: "public" },
  findings: [SAMPLE_FINDING],
  destination: "a model",
  seconds: 600,
};
type Answer = { id: string; state: string; output: string | null };

describe("a proxy with a token for nothing but asking", () => {
  test("is answered while it waits, as soon as a person has decided", async () => {
    const token = { as: `Bearer ${proxy}` };
    const asked = await site.call("POST", "/api/guard/escalations", { ...token, body: question });
    expect(asked.status).toBe(201);
    const { id } = asked.body as Answer;
    const waits = site.call("GET", `/api/guard/escalations/${id}/answer?wait=20`, token);
    const decision = { answer: "as-is", reason: "It is a draft of ours" };
    const decided = await site.call("POST", `/api/guard/escalations/${id}/decide`, {
      ...(await as(chief)),
      body: decision,
    });
    expect(decided).toMatchObject({
      status: 200,
      body: { state: "released", decidedBy: "C. Hief" },
    });
    expect((await waits).body).toMatchObject({ state: "released", output: question.text });
  });

  test("that does not wait is told at once that nobody has decided", async () => {
    const token = { as: `Bearer ${proxy}` };
    const asked = await site.call("POST", "/api/guard/escalations", { ...token, body: question });
    const { id } = asked.body as Answer;
    const answer = await site.call("GET", `/api/guard/escalations/${id}/answer`, token);
    expect(answer.body).toMatchObject({ state: "waiting", output: null });
  });

  test("reads neither packs nor records nor terms", async () => {
    const token = { as: `Bearer ${proxy}` };
    for (const path of ["/api/guard/packs", "/api/guard/records", "/api/guard/terms"])
      expect(await site.call("GET", path, token)).toMatchObject({
        status: 403,
        body: { code: "access/scope" },
      });
  });
});

describe("packs through the door", () => {
  test("a fault is answered with its place in the file", async () => {
    const text = SAMPLE_PACK.replace("citation: {", "cite: {");
    const reply = await site.call("POST", "/api/guard/packs", {
      ...(await as(chief)),
      body: { format: "yaml", text },
    });
    expect(reply).toMatchObject({ status: 422, body: { code: "guard/ill-formed" } });
    const { problems } = reply.body as { problems: { pointer: string; message: string }[] };
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.pointer).toContain("/rules/0");
  });

  test("a sound one is answered with its rules, examples and hash", async () => {
    const reply = await site.call("POST", "/api/guard/packs", {
      ...(await as(chief)),
      body: { format: "yaml", text: SAMPLE_PACK },
    });
    expect(reply.status).toBe(201);
    const page = reply.body as PackPage;
    expect(page).toMatchObject({ id: "house", source: "uploaded", channels: [] });
    expect(page.items[0]).toMatchObject({
      id: "house/codename",
      examples: ["We call it Operation Heron."],
    });
    const tried = await site.call("POST", "/api/guard/try", {
      ...(await as(chief)),
      body: { text: "Operation Heron, ada@example.org", packs: ["house"] },
    });
    expect(tried.body).toMatchObject({
      verdict: "rewrite",
      output: "[CODENAME], ada@example.org",
      packs: [{ id: "house", hash: page.hash }],
    });
  });
});
