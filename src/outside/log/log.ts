import pino, { type DestinationStream, type Logger } from "pino";

export type Log = Logger;

/** Names under which a secret could reach a log line, at the top and one level down. */
const SECRETS = [
  "authorization",
  "cookie",
  "set-cookie",
  "token",
  "tokens",
  "password",
  "secret",
  "passphrase",
  "privateKey",
  "clientSecret",
  "x-assay-token",
];
const HEADERS = ["req.headers", "request.headers", "res.headers", "err.config.headers"];

const redactionPaths = (): string[] => [
  ...SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`]),
  ...HEADERS.flatMap((place) => SECRETS.map((name) => `${place}["${name}"]`)),
];

/** In messages and errors: our own tokens, bearer credentials, the password inside a URL. */
const IN_TEXT: readonly [RegExp, string][] = [
  [/\basy_[a-z0-9-]+_[A-Za-z0-9_-]{20,}/g, "asy_[redacted]"], // shapes: core/access/credential.ts
  [/\b[a-z0-9][a-z0-9-]{0,30}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g, "[redacted]"],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, "$1 [redacted]"],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, "$1:[redacted]@"],
  [/([?&#](?:token|key|code|state|t)=)[^\s&"]+/gi, "$1[redacted]"],
];

export const redactText = (text: string): string =>
  IN_TEXT.reduce((redacted, [pattern, by]) => redacted.replace(pattern, by), text);

/** Postgres puts the offending values into `detail`; they are case content and stay out of the log. */
function describeError(error: Error): Record<string, unknown> {
  const { code, constraint, table } = error as {
    code?: string;
    constraint?: string;
    table?: string;
  };
  const known = { code, constraint, table };
  return {
    type: error.constructor.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ""),
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}

export type LogOptions = {
  readonly level: string;
  /** Standard output unless told. Commands whose output is data log to standard error. */
  readonly to?: DestinationStream;
};

/**
 * JSON lines: `time` (ISO 8601), `level` (a word), `msg`, and whatever the caller adds. Within a request the door adds
 * its id as `reqId` by `log.child`.
 */
export function openLog({ level, to }: LogOptions): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redactionPaths(), censor: "[redacted]" },
    serializers: {
      err: (error: unknown) => (error instanceof Error ? describeError(error) : error),
      error: (error: unknown) => (error instanceof Error ? describeError(error) : error),
    },
    hooks: {
      logMethod(args, method) {
        const clean = args.map((arg) => (typeof arg === "string" ? redactText(arg) : arg));
        method.apply(this, clean as Parameters<typeof method>);
      },
    },
  };
  // Synchronous: the last line before a crash is the one that matters.
  return pino(options, to ?? pino.destination({ fd: 1, sync: true }));
}

/** For commands which print data on standard output. */
export const standardError = (): DestinationStream => pino.destination({ fd: 2, sync: true });
