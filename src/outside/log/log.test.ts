import fastify from "fastify";
import { describe, expect, test } from "vitest";
import { openLog, redactText } from "./log.ts";

function captured() {
  const lines: string[] = [];
  const log = openLog({ level: "debug", to: { write: (line) => void lines.push(line) } });
  return { log, text: () => lines.join(""), last: () => JSON.parse(lines.at(-1) ?? "{}") };
}

describe("the log", () => {
  test("writes one JSON object a line, with a time, a word for the level and the request's id", () => {
    const { log, last } = captured();
    log.child({ reqId: "r-1" }).warn({ route: "getCase" }, "answered");
    expect(last()).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      level: "warn",
      reqId: "r-1",
      route: "getCase",
      msg: "answered",
    });
  });

  test.each([
    [{ token: "s3cretvalue" }],
    [{ cookie: "sid=s3cretvalue" }],
    [{ req: { headers: { authorization: "Bearer s3cretvalue" } } }],
    [{ res: { headers: { "set-cookie": "sid=s3cretvalue" } } }],
    [{ oidc: { clientSecret: "s3cretvalue" } }],
    [{ err: new Error("GET https://u:s3cretvalue@db/x failed") }],
    [{ err: new Error("outer", { cause: new Error("Bearer s3cretvalue") }) }],
    [{ error: Object.assign(new Error("duplicate"), { detail: "Key (title)=(s3cretvalue)" }) }],
  ])("never shows a secret of %j", (entry) => {
    const { log, text } = captured();
    log.error(entry, "failed");
    expect(text()).toContain("failed");
    expect(text()).not.toContain("s3cretvalue");
  });

  test("never shows a secret in its message", () => {
    const { log, text } = captured();
    log.info("open http://localhost:7332/enroll?token=s3cretvalue with Bearer s3cretvalue");
    expect(text()).not.toContain("s3cretvalue");
  });

  test("knows the credentials that we hand out by their shape", () => {
    const secret = "A1_-".repeat(10).concat("xyz");
    for (const credential of [`asy_main_${secret}`, `main.${secret}`]) {
      expect(redactText(`seen ${credential}, twice`)).not.toContain(secret);
    }
  });

  test("leaves ordinary text as it is", () => {
    const plain = "case C-12 at https://assay.example/cases/1?page=2 has 3 findings, 12:30@noon";
    expect(redactText(plain)).toBe(plain);
  });

  test("serves as the logger of the HTTP door", async () => {
    const { log, last } = captured();
    const app = fastify({
      loggerInstance: log,
      genReqId: () => "r-2",
      disableRequestLogging: true,
    });
    app.get("/", async (request) => {
      request.log.info("asked");
      return {};
    });
    await app.inject("/");
    expect(last()).toMatchObject({ reqId: "r-2", msg: "asked" });
    await app.close();
  });
});
