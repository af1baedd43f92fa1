/** The proxies of bench/proxy.ts, in a process of its own, so that its time can be told: the guard's, or a pipe that reads nothing. */
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connectUpstream } from "../src/actions/guard/connectUpstream.ts";
import { DEFAULT_PACKS } from "../src/core/guard/packs/catalogue.ts";
import { toPolicy } from "../src/core/guard/proxy/policy.ts";
import { PROXY_LIMITS } from "../src/doors/proxy/parts.ts";
import { createProxy } from "../src/doors/proxy/proxy.ts";

const [kind, upstream = ""] = process.argv.slice(2);

function openPipe() {
  return createServer((request, response) => {
    request.resume();
    const asking = ask(upstream, { method: "POST" }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asking.end();
  });
}

function openGuard() {
  const policy = toPolicy({
    name: "default",
    audience: { kind: "public" },
    packs: DEFAULT_PACKS,
    registry: { embargoed: [] },
    upstream,
    upstreamKey: null,
    onEscalate: "block",
    seconds: 1,
    requestAudience: null,
  });
  const none = { askPerson: null, draft: null, record: null };
  const { ask: askModel } = connectUpstream();
  const parts = { ask: askModel, policyOf: () => policy, ...none, limits: PROXY_LIMITS };
  return createProxy(parts, (line) => console.error(line));
}

const server = kind === "guard" ? openGuard() : openPipe();
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
process.on("disconnect", () => process.exit(0));
