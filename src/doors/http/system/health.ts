import { isReady } from "#actions/system/isReady.ts";
import { openApi } from "#contract/openapi.ts";
import * as contract from "#contract/system/health.ts";
import { decideEntry } from "#core/access/asker.ts";
import { findingJsonSchema } from "#core/formats/findingBundle.ts";
import { ok, refuse } from "#core/result.ts";
import { on } from "../bind.ts";
import { registry } from "../metrics.ts";

/** Made once for each address: it costs a hundred times what handing it out does, and anybody may ask for it. */
const documents = new Map<string, string>();

function documentAt(origin: string, version: string): string {
  const known = documents.get(origin);
  if (known !== undefined) return known;
  const made = JSON.stringify(openApi(origin, version));
  documents.set(origin, made);
  return made;
}

/** At localhost only this machine asks, and it may see how its processes do. */
const isAtHome = (origin: string): boolean => new URL(origin).hostname === "localhost";

export const healthRoutes = [
  on(contract.getHealth, async () => ok({ status: "ok" as const })),
  on(contract.getReadiness, async ({ deps }) =>
    (await isReady(deps))
      ? ok({ status: "ready" as const })
      : refuse("server/unavailable", "The database does not answer. Try again in a moment."),
  ),
  on(contract.getMetrics, async ({ deps, asker }) =>
    isAtHome(deps.site.origin) || decideEntry("figures.read", asker) === undefined
      ? ok(await registry.metrics())
      : refuse(
          "access/sign-in",
          "Send an API token with figures.read: this server has an address.",
        ),
  ),
  on(contract.getOpenApi, async ({ deps, reply }) => {
    reply.header("access-control-allow-origin", "*");
    return ok(documentAt(deps.site.origin, deps.version));
  }),
  on(contract.getFindingSchema, async ({ deps }) =>
    ok(
      JSON.stringify({ $id: `${deps.site.origin}/schemas/finding-1.json`, ...findingJsonSchema() }),
    ),
  ),
];
