/** The other side of `validator.ts`: one advisory in, one validation out, in the order they came. */
import { parentPort } from "node:worker_threads";
import { validateAdvisory } from "#core/advisory/validateAdvisory.ts";

parentPort?.on("message", async ({ id, advisory }: { id: number; advisory: unknown }) => {
  parentPort?.postMessage({ id, validation: await validateAdvisory(advisory) });
});
