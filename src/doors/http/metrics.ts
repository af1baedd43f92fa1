import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** One registry a process: the default metrics can be collected only once. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const duration = new Histogram({
  name: "assay_http_request_duration_seconds",
  help: "Time from request to last byte, by route",
  labelNames: ["route", "status"],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30],
  registers: [registry],
});

export function measure(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = (request.routeOptions.config as { id?: string }).id ?? "page";
    duration.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1000);
    request.log.info(
      {
        route,
        method: request.method,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "answered",
    );
  });
}
