import type { Reply } from "./app.ts";

/** The body of an answer that has the status; throws what came instead. */
export function told<T>(reply: Reply, status = 200): T {
  if (reply.status !== status)
    throw new Error(`${reply.status} in place of ${status}: ${reply.text}`);
  return reply.body as T;
}
