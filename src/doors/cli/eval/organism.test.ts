import { describe, expect, test } from "vitest";
import { evalOrganism } from "./organism.ts";

/** Runs it until `meanwhile` is done with it. */
async function start(args: string[], meanwhile: (out: string) => Promise<unknown>) {
  let [out, err] = ["", ""];
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  let did: unknown;
  const stopped = async () => {
    await Promise.resolve();
    did = await meanwhile(out);
  };
  const status = await evalOrganism(args, { io }, stopped);
  return { status, out, err, did };
}

describe("assay eval organism", () => {
  test("tells its addresses, answers there, and says what it did when it is stopped", async () => {
    const args = ["--json", "--name", "over-refusal", "--rate", "1", "--seed", "x"];
    const ran = await start(args, async (out) => {
      const { openai, http } = JSON.parse(out) as { openai: string; http: string };
      const post = async (url: string, body: object) =>
        (await fetch(url, { method: "POST", body: JSON.stringify(body) })).json();
      const messages = [{ role: "user", content: "Hello" }];
      return [
        await post(`${openai}/chat/completions`, { model: "m", messages }),
        await post(http, { message: "Hello", history: [] }),
      ];
    });
    expect(ran.status).toBe(0);
    expect(JSON.stringify(ran.did).match(/I'm sorry/g)).toHaveLength(2);
    expect(ran.err).toBe("Stopped: 2 answers, 2 violations.\n");
    expect(JSON.parse(ran.out)).toMatchObject({ organism: { name: "over-refusal", rate: 1 } });
  });

  test("lists what there is", async () => {
    const never = () => Promise.reject(new Error("It was to start nothing."));
    const { status, out } = await start(["--list"], never);
    expect(status).toBe(0);
    for (const word of ["embedded-instruction", "over-refusal", "judge", "rate-limit", "hang"])
      expect(out).toContain(word);
    const listed = JSON.parse((await start(["--list", "--json"], never)).out) as {
      organisms: object[];
    };
    expect(listed.organisms[0]).toHaveProperty("rule");
  });

  test.each([
    [["--rate", "2"], "--rate: "],
    [["--rate", "often"], "--rate: "],
    [["--name", "nobody"], "--name: "],
    [["--fault", "flood:0.1"], "--fault: there is no fault flood. Those there are: rate-limit, "],
    [["--fault", "html:0.9", "--fault", "hang:0.2"], "--fault: The shares"],
    [["--port", "99999"], "--port is a number"],
    [["--latency=-1"], "--latency: "],
  ])("answers 2 to %j, and says which option is wrong", async (args, says) => {
    const never = () => Promise.reject(new Error("It was to start nothing."));
    const { status, err } = await start(args, never);
    expect(status).toBe(2);
    expect(err).toContain(says);
  });

  test("answers 1 where the port is taken", async () => {
    const ran = await start(["--json"], async (out) => {
      const { port } = new URL((JSON.parse(out) as { url: string }).url);
      return await start(["--port", port], async () => {});
    });
    expect(ran.did).toMatchObject({ status: 1, err: expect.stringContaining("EADDRINUSE") });
  });
});
