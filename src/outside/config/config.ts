import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve, sep } from "node:path";
import type { Problem } from "#core/problem.ts";
import { type ConfigFile, checkFileNames, checkVariables, fault, readConfigFile } from "./names.ts";
import type { Parsed } from "./parse.ts";
import {
  SETTING_NAMES,
  SETTINGS,
  type Setting,
  type SettingName,
  type Settings,
} from "./settings.ts";

/** Where a value came from, for `assay doctor`. */
export type Source = "flag" | "environment" | "file" | "default";

/** `dataDir` is absolute. `origin` stays null until the port is known; see `originOf`. */
export type Config = Omit<Settings, "dataDir"> & { readonly dataDir: string };

export type Configuration =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly sources: Readonly<Record<SettingName, Source>>;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type ConfigInput = {
  /** By the setting's name; what the command line said. */
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder with package.json. */
  readonly root: string;
  readonly cwd: string;
};

type Given = { readonly text: string | undefined; readonly source: Source; readonly label: string };

function findGiven(name: SettingName, input: ConfigInput, file: ConfigFile): Given {
  const { env, flag } = SETTINGS[name];
  const fromFlag = input.flags[name];
  if (fromFlag !== undefined) return { text: fromFlag, source: "flag", label: flag };
  const fromEnv = input.env[env];
  if (fromEnv !== undefined && fromEnv !== "") {
    return { text: fromEnv, source: "environment", label: env };
  }
  const fromFile = file.values[name];
  if (fromFile === undefined || fromFile === null) {
    return { text: undefined, source: "default", label: name };
  }
  const text = Array.isArray(fromFile) ? fromFile.join(",") : String(fromFile);
  return { text, source: "file", label: `The configuration file's "${name}"` };
}

function parseGiven(name: SettingName, { text, label }: Given): Parsed<unknown> {
  const { parse, fallback, isSecret, about } = SETTINGS[name] as Setting<unknown>;
  if (text === undefined) return { value: fallback };
  const parsed = parse(text);
  if ("value" in parsed) return parsed;
  return { fault: `${label} ${isSecret ? "" : `= "${text}" `}${parsed.fault}. ${about}` };
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** What must be said together. */
function checkTogether(settings: Settings): Problem[] {
  const problems: Problem[] = [];
  if (settings.origin === null && !settings.host.every((host) => LOOPBACK.test(host))) {
    problems.push(
      fault(
        "origin",
        "/origin",
        `ASSAY_HOST = "${settings.host.join(",")}" opens the server to others: set ASSAY_ORIGIN to the https address they will use.`,
      ),
    );
  }
  if (settings.mailUrl !== null && settings.mailFrom === null) {
    problems.push(
      fault("mail", "/mailFrom", "ASSAY_MAIL_URL needs a sender: set ASSAY_MAIL_FROM."),
    );
  }
  const oidc = [settings.oidcIssuer, settings.oidcClientId, settings.oidcClientSecret];
  if (oidc.some((part) => part !== null) && oidc.some((part) => part === null)) {
    problems.push(
      fault(
        "oidc",
        "/oidcIssuer",
        "OpenID Connect needs all of ASSAY_OIDC_ISSUER, ASSAY_OIDC_CLIENT_ID and ASSAY_OIDC_CLIENT_SECRET, or none.",
      ),
    );
  }
  return problems;
}

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

function defaultDataDir(root: string, env: ConfigInput["env"]): string {
  const isPackage = root.split(sep).includes("node_modules");
  const inCheckout = join(root, ".data");
  if (existsSync(inCheckout) || (!isPackage && isWritable(root))) return inCheckout;
  return join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "assay");
}

/** Flag over environment over file over default; all faults at once. */
export function readConfig(input: ConfigInput): Configuration {
  const file = readConfigFile(input.env, input.root, input.cwd);
  const variables = checkVariables(input.env);
  const problems = [...file.problems, ...checkFileNames(file), ...variables.problems];
  const values: Record<string, unknown> = {};
  const sources: Record<string, Source> = {};
  for (const name of SETTING_NAMES) {
    const given = findGiven(name, input, file);
    const parsed = parseGiven(name, given);
    sources[name] = given.source;
    if ("fault" in parsed) problems.push(fault("value", `/${name}`, parsed.fault));
    else values[name] = parsed.value;
  }
  if (problems.length > 0) return { ok: false, problems };
  const settings = values as Settings;
  const together = checkTogether(settings);
  if (together.length > 0) return { ok: false, problems: together };
  const from = sources.dataDir === "file" ? file.folder : input.cwd;
  const dataDir = resolve(from, settings.dataDir ?? defaultDataDir(input.root, input.env));
  return {
    ok: true,
    config: { ...settings, dataDir },
    sources: sources as Record<SettingName, Source>,
    warnings: variables.warnings,
  };
}

type Read = Extract<Configuration, { readonly ok: true }>;

/** What was set, to what, and where, in one line for `assay doctor`. Secrets are not shown. */
export function describeSettings({ config, sources }: Pick<Read, "config" | "sources">): string {
  const set = SETTING_NAMES.filter((name) => sources[name] !== "default").map((name) => {
    const { isSecret } = SETTINGS[name] as Setting<unknown>;
    return `${name} = ${isSecret ? "…" : String(config[name])} (${sources[name]})`;
  });
  return set.length === 0 ? "all by default" : `${set.join(", ")}; all others by default`;
}

/** The site's address, once it is known on which port the server listens. */
export const originOf = ({ origin }: Pick<Config, "origin">, port: number): string =>
  origin ?? `http://localhost:${port}`;
