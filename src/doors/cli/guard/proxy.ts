import type { Server } from "node:http";
import { connectQueue } from "#actions/guard/askPerson.ts";
import { connectUpstream } from "#actions/guard/connectUpstream.ts";
import { recordProxy } from "#actions/guard/recordProxy.ts";
import { AUDIENCES, type AudienceKind } from "#core/guard/audience.ts";
import { packName } from "#core/guard/packs/packNames.ts";
import type { PolicySettings } from "#core/guard/proxy/policy.ts";
import { PROXY_LIMITS, type ProxyLimits } from "../../proxy/parts.ts";
import { createProxy, listen } from "../../proxy/proxy.ts";
import { asking, Unasked } from "../ask.ts";
import type { CommandContext } from "../context.ts";
import { readOptions } from "../options.ts";
import { GUARD_HELP, GUARD_OPTIONS, openGuard, type Say } from "./guardOptions.ts";
import { DRAFT_OPTIONS, openDraft, readDraftEndpoint } from "./proxyDraft.ts";
import { keyFrom, type Policies, readPolicyFile, toPolicies } from "./proxyPolicies.ts";

const PORT = 7_341;
const SECONDS = 300;
const HANGUP_MS = 5_000;

const HELP = `Usage: assay guard proxy --upstream URL [--audience A] [--pack P]… [--port N]

Stands in front of a model and lets nothing out that may not leave: speaks OpenAI's chat completions and responses, and
Anthropic's messages, streaming and not. Give your client this address in place of the model's. What a stream may still turn
out to be is held back, exactly; the rest goes on at once. What the guard does not know does not pass.

  --upstream URL  the model's side: https://api.example.com, or up to its /v1
${GUARD_HELP}  --port N        where it listens (default: ${PORT}; 0: any that is free)
  --host H        the address on which it listens (default: 127.0.0.1, this machine alone)
  --policies FILE per-key policies, as YAML or JSON: who shows which key (as SHA-256) is guarded how
  --upstream-key-from NAME   the environment variable with the key that is shown to the model's side. Default: the
                  caller's own key goes on
  --scan-requests A   also read what is asked, for the audience A that the model's maker is (default: off). A request with a
                  picture, sound or a file in it, which it cannot read, does not go on then
  --on-escalate W what becomes of an answer that a person has to decide about: block (default), or wait for them in the
                  queue of a server (--server and --token, or ASSAY_URL and ASSAY_TOKEN)
  --timeout S     seconds that it waits; then it is blocked (default: ${SECONDS})
  --audit FILE    a record of each exchange, without a value in it, one JSON object a line
  --rewrite-model URL, --rewrite-name MODEL   a model that drafts anew what is held for its style alone. Its drafts are
                  judged like any text. Answers that stream are not drafted anew
  --rewrite-protocol P   openai-chat (default) or anthropic-messages
  --rewrite-key-from NAME   the environment variable with that model's key
  --max-body MB   of a request, and of an answer in one piece (default: ${PROXY_LIMITS.bodyBytes / 1_048_576})
  --max-exchanges N   at a time (default: ${PROXY_LIMITS.concurrent})
  --silence S     seconds without a byte after which the model's side counts as broken (default: ${PROXY_LIMITS.silenceMs / 1000})
  --help          this text

Each answer says its verdict: in headers (assay-guard-verdict, assay-guard-findings, assay-guard-policy), and a stream in its
last event (assay_guard), a comment and trailers.

Exit status: 0 it was stopped, 2 it could not begin.

Examples:
  assay guard proxy --upstream https://api.openai.com --audience clients --pack default --pack finra
  assay guard proxy --upstream http://127.0.0.1:8000/v1 --policies policies.yaml --audit exchanges.jsonl
  ASSAY_URL=https://desk.example ASSAY_TOKEN=… assay guard proxy --upstream http://127.0.0.1:8000 --on-escalate wait
`;

const OPTIONS = {
  ...GUARD_OPTIONS,
  ...DRAFT_OPTIONS,
  upstream: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  policies: { type: "string" },
  "upstream-key-from": { type: "string" },
  "scan-requests": { type: "string" },
  "on-escalate": { type: "string" },
  timeout: { type: "string" },
  server: { type: "string" },
  token: { type: "string" },
  audit: { type: "string" },
  "max-body": { type: "string" },
  "max-exchanges": { type: "string" },
  silence: { type: "string" },
} as const;

type Values = Extract<ReturnType<typeof readOptions<typeof OPTIONS>>, { ok: true }>["values"];
type Env = CommandContext["env"];

function numberOf(
  name: string,
  text: string | undefined,
  other: number,
  [least, most]: readonly [number, number],
): number {
  if (text === undefined) return other;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Unasked(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
}

function upstreamOf(url: string | undefined): string {
  if (url === undefined) throw new Unasked("Name the model's side with --upstream.");
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isWeb) throw new Unasked(`--upstream: "${url}" is no http or https address.`);
  const { username, password, search, hash } = new URL(url);
  if (username || password)
    throw new Unasked(
      "--upstream holds a name or a password. Give the key with --upstream-key-from.",
    );
  if (search || hash)
    throw new Unasked("--upstream ends with a path: leave out what follows ? or #.");
  return url;
}

function requestAudienceOf(text: string | undefined): PolicySettings["requestAudience"] {
  if (text === undefined) return null;
  if (!(AUDIENCES as readonly string[]).includes(text))
    throw new Unasked(`There is no audience "${text}". There are: ${AUDIENCES.join(", ")}.`);
  return { kind: text as AudienceKind };
}

async function toStandard(values: Values, env: Env, say: Say): Promise<PolicySettings> {
  const onEscalate = values["on-escalate"] ?? "block";
  if (onEscalate !== "block" && onEscalate !== "wait")
    throw new Unasked("--on-escalate is one of: block, wait.");
  const from = values["upstream-key-from"];
  return {
    name: "default",
    ...(await openGuard(values, say)),
    upstream: upstreamOf(values.upstream),
    upstreamKey: from === undefined ? null : keyFrom(from, env),
    onEscalate,
    seconds: numberOf("timeout", values.timeout, SECONDS, [1, 86_400]),
    requestAudience: requestAudienceOf(values["scan-requests"]),
  };
}

function limitsOf(values: Values): ProxyLimits {
  const { bodyBytes, concurrent, silenceMs } = PROXY_LIMITS;
  const megabyte = 1_048_576;
  return {
    ...PROXY_LIMITS,
    bodyBytes: numberOf("max-body", values["max-body"], bodyBytes / megabyte, [1, 512]) * megabyte,
    concurrent: numberOf("max-exchanges", values["max-exchanges"], concurrent, [1, 100_000]),
    silenceMs: numberOf("silence", values.silence, silenceMs / 1000, [1, 86_400]) * 1000,
  };
}

/** Null where nobody waits for a person. */
function queueOf({ server, token }: Values, { all }: Policies, env: Env) {
  if (!all.some(({ onEscalate }) => onEscalate === "wait")) return null;
  const [url, key] = [server ?? env.ASSAY_URL, token ?? env.ASSAY_TOKEN];
  if (url && key) return connectQueue(url, key.trim());
  throw new Unasked(
    "To wait for a person, say where: --server and --token, or ASSAY_URL and ASSAY_TOKEN. Without them, say --on-escalate block.",
  );
}

/** Until a signal asks it to end; then answers on their way have a while. */
async function untilStopped(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, resolve);
  });
  const cut = setTimeout(() => server.closeAllConnections(), HANGUP_MS);
  server.closeIdleConnections();
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cut);
}

async function run(values: Values, { io, env }: CommandContext): Promise<number> {
  const standard = await toStandard(values, env, io.err);
  const file = values.policies === undefined ? null : await readPolicyFile(values.policies);
  const policies = await toPolicies(file, standard, { env, say: io.err });
  const endpoint = readDraftEndpoint(values, env);
  const askPerson = queueOf(values, policies, env);
  const limits = limitsOf(values);
  const port = numberOf("port", values.port, PORT, [0, 65_535]);
  const say = (line: string) => io.err(`assay guard proxy: ${line}\n`);
  const record =
    values.audit === undefined
      ? null
      : await recordProxy(values.audit, (error) =>
          say(`the record cannot be written: ${error.message}`),
        );
  const upstream = connectUpstream();
  const server = createProxy(
    {
      ask: upstream.ask,
      policyOf: policies.of,
      askPerson,
      draft: endpoint && openDraft(endpoint),
      record: record?.record ?? null,
      limits,
    },
    say,
  );
  const host = values.host ?? "127.0.0.1";
  const at = await listen(server, host, port);
  const address = host.includes(":") ? `[${host}]` : host;
  io.out(
    `The guard listens at http://${address}:${at}/v1 (for Anthropic's clients: without /v1).\n`,
  );
  for (const policy of policies.all)
    io.out(
      `  ${policy.name}: ${policy.packs.map(packName).join(", ")}; audience ${policy.audience.kind}; model at ${new URL(policy.upstream).host}; escalations ${policy.onEscalate}; policy ${policy.record.hash.slice(0, 12)}\n`,
    );
  await untilStopped(server);
  upstream.close();
  await record?.close();
  return 0;
}

/** `assay guard proxy`. Answers the exit status when it is stopped. */
export async function guardProxy(args: string[], context: CommandContext): Promise<number> {
  const read = readOptions(args, OPTIONS);
  if (!read.ok) {
    context.io.err(`assay guard proxy: ${read.wrong}\n`);
    return 2;
  }
  if (read.values.help) {
    context.io.out(HELP);
    return 0;
  }
  return await asking("guard proxy", context, () => run(read.values, context));
}
