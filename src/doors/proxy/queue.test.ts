import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectQueue } from "#actions/guard/askPerson.ts";
import { connectUpstream } from "#actions/guard/connectUpstream.ts";
import { decideEscalation } from "#actions/guard/decideEscalation.ts";
import { readEscalation, readEscalations } from "#actions/guard/readEscalations.ts";
import { DEFAULT_PACKS } from "#core/guard/packs/catalogue.ts";
import { finraPack } from "#core/guard/packs/finra.ts";
import { toPolicy } from "#core/guard/proxy/policy.ts";
import { type TestDesk, type TestPerson, testDesk } from "../../testing/desk.ts";
import { listeningApp } from "../../testing/listening.ts";
import { PLAIN_ANSWERS, saidIn, stopIn, toSse } from "../../testing/modelWire.ts";
import { stubModel, writePieces } from "../../testing/stubModel.ts";
import { PROXY_LIMITS } from "./parts.ts";
import { createProxy, listen } from "./proxy.ts";

let desk: TestDesk;
let chief: TestPerson;
let url = "";
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  desk = await testDesk();
  const office = await desk.party("Office");
  chief = await desk.person(office, ["coordinator"], "C. Hief");
  const operator = await desk.person(office, ["operator"], "O. Perator");
  const app = await listeningApp(desk.deps);
  const tokens = ["The fund wi", "ll return 1", "2% a year. Mail a@example.org."];
  const stub = await stubModel((_, response) =>
    writePieces(response, [toSse(PLAIN_ANSWERS["openai-chat"](tokens))]),
  );
  const upstream = connectUpstream();
  const policy = toPolicy({
    name: "default",
    audience: { kind: "clients" },
    packs: [...DEFAULT_PACKS, finraPack],
    registry: { embargoed: [] },
    upstream: stub.url,
    upstreamKey: null,
    onEscalate: "wait",
    seconds: 60,
    requestAudience: null,
  });
  const server = createProxy(
    {
      ask: upstream.ask,
      policyOf: () => policy,
      askPerson: connectQueue(app.url, await desk.token(operator)),
      draft: null,
      record: null,
      limits: PROXY_LIMITS,
    },
    (line) => {
      throw new Error(line);
    },
  );
  url = `http://127.0.0.1:${await listen(server, "127.0.0.1", 0)}`;
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
    upstream.close,
    stub.close,
    app.close,
    desk.close,
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

const asked = async () => {
  for (;;) {
    const { value } = await readEscalations(desk.deps, chief, { state: "waiting", limit: 5 });
    const [first] = value.items;
    if (first) return first;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

describe("what a model says and a rule escalates", () => {
  test.each([
    ["as-is", "The fund will return 12% a year. Mail [EMAIL].", "stop"],
    ["rewrite", "The fund [PROJECTION] a year. Mail [EMAIL].", "stop"],
    ["block", null, "content_filter"],
  ] as const)(
    "waits in the queue of a desk, and goes on as a person decides: %s",
    async (answer, said, stop) => {
      const answering = fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"stream":true}',
      });
      const { id, destination, audience, rules } = await asked();
      expect({ destination, audience }).toMatchObject({
        destination: expect.stringContaining("model at 127.0.0.1"),
        audience: { kind: "clients" },
      });
      expect(rules).toContain("finra/projection");
      const page = await readEscalation(desk.deps, chief, id);
      expect(page).toMatchObject({
        value: { parts: { body: "The fund will return 12% a year. Mail a@example.org." } },
      });
      const reason = "We talked about it";
      expect(await decideEscalation(desk.deps, chief, id, { answer, reason })).toMatchObject({
        ok: true,
      });
      const text = await (await answering).text();
      const heard = saidIn("openai-chat", text);
      if (said !== null) expect(heard).toBe(said);
      else expect("The fund ".startsWith(heard)).toBe(true);
      expect(stopIn("openai-chat", text)).toBe(stop);
      expect(text).not.toContain(reason);
    },
  );
});
