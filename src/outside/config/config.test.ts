import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConfigInput, describeSettings, originOf, readConfig } from "./config.ts";
import { renderConfigurationPage } from "./page.ts";
import { SETTING_NAMES, SETTINGS } from "./settings.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "assay-config-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (input: Partial<ConfigInput> = {}) =>
  readConfig({ flags: {}, env: {}, root, cwd: root, ...input });

function configOf(input: Partial<ConfigInput>) {
  const result = read(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}
const messagesOf = (env: Record<string, string>) => {
  const result = read({ env });
  return result.ok ? [] : result.problems.map(({ message }) => message);
};

function withFile(content: string, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(root, "with-file-"));
  writeFileSync(join(folder, "assay.config.json"), content);
  return { root: folder, cwd: folder, env };
}

describe("configuration", () => {
  test("needs nothing: an ordinary start listens on the loopback alone", () => {
    const { config } = configOf({});
    expect(config).toMatchObject({ port: 7332, host: ["127.0.0.1", "::1"], origin: null });
    expect(config.dataDir).toBe(join(root, ".data"));
    expect(originOf(config, 7332)).toBe("http://localhost:7332");
  });

  test("takes the flag over the environment over the file over the default", () => {
    const input = withFile('{ "port": 1001, "logLevel": "warn", "dataDir": "here" }', {
      ASSAY_PORT: "1002",
    });
    const all = configOf({ ...input, flags: { port: "1003" } });
    expect(all.config).toMatchObject({ port: 1003, logLevel: "warn", maxFileBytes: 50_000_000 });
    expect(all.sources).toMatchObject({ port: "flag", logLevel: "file", maxFileBytes: "default" });
    expect(configOf(input).config.port).toBe(1002);
    expect(configOf({ ...input, env: {} }).config.port).toBe(1001);
  });

  test("counts paths in the file from the file, and others from where one is", () => {
    const input = withFile('{ "dataDir": "here" }');
    expect(configOf({ ...input, cwd: "/" }).config.dataDir).toBe(join(input.root, "here"));
    const env = { ASSAY_DATA: "there" };
    expect(configOf({ ...input, env, cwd: "/srv" }).config.dataDir).toBe("/srv/there");
  });

  test("goes to the user's own folder when Assay is an installed package", () => {
    const installed = join(root, "node_modules", "assay");
    mkdirSync(installed, { recursive: true });
    const env = { XDG_DATA_HOME: "/home/u/share" };
    expect(configOf({ root: installed, env }).config.dataDir).toBe("/home/u/share/assay");
  });

  test.each([
    ["ASSAY_PORT", "80a", /ASSAY_PORT = "80a" is not a whole number from 0 to 65535/],
    ["ASSAY_HOST", "a b", /is not a list of addresses/],
    ["ASSAY_ORIGIN", "https://192.0.2.1", /bare IP address, which passkeys refuse/],
    ["ASSAY_ORIGIN", "http://assay.example", /must begin with https/],
    ["ASSAY_ORIGIN", "https://assay.example/path", /no path after the name/],
    ["ASSAY_LOG_LEVEL", "loud", /is not one of trace, debug/],
    ["ASSAY_MAX_FILE_BYTES", "many", /number of bytes/],
    ["ASSAY_MAIL_FROM", "desk", /not a mail address/],
    ["ASSAY_HOST", "0.0.0.0", /set ASSAY_ORIGIN/],
    ["ASSAY_MAIL_URL", "smtp://mail.example", /set ASSAY_MAIL_FROM/],
    ["ASSAY_OIDC_ISSUER", "https://id.example", /needs all of/],
    ["ASSAY_PROT", "80", /Did you mean ASSAY_PORT/],
    ["ASSAY_CONFIG", "nowhere.json", /there is no file/],
  ])("says what is wrong with %s=%s", (name, value, message) => {
    const messages = messagesOf({ [name]: value });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(message);
  });

  test("does not repeat a secret that it cannot read", () => {
    const [message] = messagesOf({ DATABASE_URL: "mysql://user:hunter2@db" });
    expect(message).toMatch(/postgres:/);
    expect(message).not.toContain("hunter2");
  });

  test("names all faults at once", () => {
    expect(messagesOf({ ASSAY_PORT: "x", ASSAY_LOG_LEVEL: "y" })).toHaveLength(2);
  });

  test("refuses a key of the file that is no setting, and a file that is no object", () => {
    const unknown = read(withFile('{ "prot": 1 }'));
    expect(unknown.ok ? [] : unknown.problems).toMatchObject([
      { pointer: "/prot", message: expect.stringContaining("Did you mean port?") },
    ]);
    for (const content of ["[]", "{", "7"]) expect(read(withFile(content)).ok).toBe(false);
  });

  test("is told in a line: what was set, where, and no secret", () => {
    const flags = { port: "1003", databaseUrl: "postgres://u:hidden@db/x" };
    const said = describeSettings(configOf({ flags, env: { ASSAY_LOG_LEVEL: "warn" } }));
    expect(said).toBe(
      "port = 1003 (flag), databaseUrl = … (flag), logLevel = warn (environment); all others by default",
    );
    expect(describeSettings(configOf({}))).toBe("all by default");
  });

  test("only mentions a variable of somebody else's", () => {
    expect(configOf({ env: { ASSAY_FROM_ELSEWHERE: "1" } }).warnings).toHaveLength(1);
  });

  test("gives each setting a flag, a variable and a name of its own", () => {
    for (const part of ["env", "flag", "about"] as const) {
      const all = SETTING_NAMES.map((name) => SETTINGS[name][part]);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test("is documented in docs/configuration.md as it is (else npm run docs)", () => {
    const page = new URL("../../../docs/configuration.md", import.meta.url);
    expect(readFileSync(page, "utf8")).toBe(renderConfigurationPage());
  });
});
