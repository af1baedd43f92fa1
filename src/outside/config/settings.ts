import {
  anyText,
  byteCount,
  hosts,
  mailAddress,
  oneOf,
  origin,
  type Parse,
  urlWith,
  wholeNumber,
} from "./parse.ts";

/** One setting: its name in the configuration file is its key in SETTINGS. */
export type Setting<T> = {
  readonly env: string;
  readonly flag: string;
  /** The word after the flag in a usage line. */
  readonly takes: string;
  readonly about: string;
  /** In words, for the documentation, where the default is not the value itself. */
  readonly otherwise?: string;
  readonly fallback: T;
  readonly parse: Parse<NonNullable<T>>;
  /** Never shown, not even in a report of what is configured. */
  readonly isSecret?: boolean;
};

const setting = <T>(of: Setting<T>): Setting<T> => of;

const OIDC_NETWORKS = ["public", "private"] as const;
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** The one list of settings. docs/configuration.md is made from it. */
export const SETTINGS = {
  port: setting<number>({
    env: "ASSAY_PORT",
    flag: "--port",
    takes: "number",
    about: "Port of the server; 0 takes any free one.",
    fallback: 7332,
    parse: wholeNumber(0, 65_535),
  }),
  host: setting<readonly string[]>({
    env: "ASSAY_HOST",
    flag: "--host",
    takes: "addresses",
    about:
      "Addresses to listen on, separated by commas. Anything but the loopback needs `origin` as well.",
    fallback: ["127.0.0.1", "::1"],
    parse: hosts,
  }),
  origin: setting<string | null>({
    env: "ASSAY_ORIGIN",
    flag: "--origin",
    takes: "url",
    about:
      "The address people type, such as https://assay.example. Passkeys, links in mail and the name of the ledger hang on it: choose it before the first start.",
    otherwise: "http://localhost:PORT",
    fallback: null,
    parse: origin,
  }),
  dataDir: setting<string | null>({
    env: "ASSAY_DATA",
    flag: "--data",
    takes: "folder",
    about: "Folder of the installation: database, files, keys. Back it up with `assay backup`.",
    otherwise:
      "`.data` in the checkout; `~/.local/share/assay` where the checkout cannot be written or is a package",
    fallback: null,
    parse: anyText,
  }),
  databaseUrl: setting<string | null>({
    env: "DATABASE_URL",
    flag: "--database-url",
    takes: "url",
    about:
      "A Postgres (15 or later) of your own. Its user must own the database; see docs/operations.md.",
    otherwise: "the embedded Postgres",
    fallback: null,
    parse: urlWith("postgres:", "postgresql:"),
    isSecret: true,
  }),
  mailUrl: setting<string | null>({
    env: "ASSAY_MAIL_URL",
    flag: "--mail-url",
    takes: "url",
    about:
      "SMTP server: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte.",
    otherwise: "none: messages stay queued, and `assay doctor` says so",
    fallback: null,
    parse: urlWith("smtp:", "smtps:"),
    isSecret: true,
  }),
  mailFrom: setting<string | null>({
    env: "ASSAY_MAIL_FROM",
    flag: "--mail-from",
    takes: "address",
    about: "Sender of all mail, such as `Desk <desk@example.org>`. Needed with a mail server.",
    otherwise: "none",
    fallback: null,
    parse: mailAddress,
  }),
  oidcName: setting<string>({
    env: "ASSAY_OIDC_NAME",
    flag: "--oidc-name",
    takes: "name",
    about: "What the sign-in page calls the identity provider.",
    fallback: "Single sign-on",
    parse: anyText,
  }),
  oidcIssuer: setting<string | null>({
    env: "ASSAY_OIDC_ISSUER",
    flag: "--oidc-issuer",
    takes: "url",
    about: "Issuer of an OpenID Connect provider. Needs the client's id and secret too.",
    otherwise: "none: passkeys alone",
    fallback: null,
    parse: urlWith("https:", "http:"),
  }),
  oidcClientId: setting<string | null>({
    env: "ASSAY_OIDC_CLIENT_ID",
    flag: "--oidc-client-id",
    takes: "id",
    about: "Client id at that provider.",
    otherwise: "none",
    fallback: null,
    parse: anyText,
  }),
  oidcClientSecret: setting<string | null>({
    env: "ASSAY_OIDC_CLIENT_SECRET",
    flag: "--oidc-client-secret",
    takes: "secret",
    about:
      "Client secret at that provider. Better in the environment or the file than in a command line.",
    otherwise: "none",
    fallback: null,
    parse: anyText,
    isSecret: true,
  }),
  oidcNetwork: setting<(typeof OIDC_NETWORKS)[number]>({
    env: "ASSAY_OIDC_NETWORK",
    flag: "--oidc-network",
    takes: "where",
    about:
      "Where the identity provider stands: `public`, or `private` for one in a network of your own (10/8, 172.16/12, 192.168/16, fc00::/7). One on this machine is recognised by its name.",
    fallback: "public",
    parse: oneOf(OIDC_NETWORKS),
  }),
  logLevel: setting<(typeof LOG_LEVELS)[number]>({
    env: "ASSAY_LOG_LEVEL",
    flag: "--log-level",
    takes: "level",
    about: `Least urgent lines to log: ${LOG_LEVELS.join(", ")}.`,
    fallback: "info",
    parse: oneOf(LOG_LEVELS),
  }),
  maxFileBytes: setting<number>({
    env: "ASSAY_MAX_FILE_BYTES",
    flag: "--max-file-bytes",
    takes: "bytes",
    about:
      "Largest single report, as it is sent and again after unpacking. A batch may be of any length.",
    fallback: 50_000_000,
    parse: byteCount,
  }),
  ratePerMinute: setting<number>({
    env: "ASSAY_RATE_PER_MINUTE",
    flag: "--rate-per-minute",
    takes: "number",
    about: "Requests a minute from one address. A batch is one request.",
    fallback: 3_000,
    parse: wholeNumber(1, 1_000_000),
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

type ValueOf<S> = S extends Setting<infer T> ? T : never;

/** Every setting with its value; `null` where there is none and no default could stand in. */
export type Settings = { readonly [K in SettingName]: ValueOf<(typeof SETTINGS)[K]> };

/** Read by single commands or by the tests, not by the server. */
export const OTHER_VARIABLES: Record<string, string> = {
  ASSAY_CONFIG: "Path of the configuration file.",
  ASSAY_URL: "Address of the server for `assay submit` and the other commands that ask one.",
  ASSAY_TOKEN: "API token for those commands.",
  ASSAY_SUITES:
    "Folder with the external test suites for `npm run conformance` and `npm run bench`.",
  ASSAY_CHROMIUM: "Path of the browser for the browser tests and `npm run screenshots`.",
};
