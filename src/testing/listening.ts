import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { Deps } from "#actions/deps.ts";
import { testApp } from "./app.ts";

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** The whole server behind a port, for what must be seen on the wire. `close()` it afterwards. */
export async function listeningApp(deps: Deps) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const door = await testApp(deps, { origin: url });
  await door.app.listen({ host: "127.0.0.1", port });
  return { ...door, url };
}
