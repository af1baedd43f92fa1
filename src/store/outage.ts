import type pg from "pg";

/** SQLSTATEs of a server that shuts down, crashed, or is not up yet, and of connections that broke. */
const STATES = new Set(["57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006"]);
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT"]);
const WORDS = /Connection terminated|connection closed|not queryable|Client was closed/i;

/**
 * The database went away under a query: nothing is known to be wrong with the request, and it may be tried again
 * (whether a commit that was under way has happened is unknown).
 */
export function isOutage(error: unknown): boolean {
  const { code = "", message = "" } = (error ?? {}) as { code?: string; message?: string };
  if (STATES.has(code) || SOCKET.has(code)) return true;
  return WORDS.test(message);
}

const PAUSE_MS = 100;

/** A connection, waiting through a restart of the server instead of failing each request meanwhile. */
export async function connectPatiently(pool: pg.Pool, patienceMs: number): Promise<pg.PoolClient> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await pool.connect();
    } catch (error) {
      if (!isOutage(error) || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
