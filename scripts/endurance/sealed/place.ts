import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Where things are sealed to. */
export type Place = {
  readonly url: string;
  readonly token: string;
  readonly review: string;
  /** Of the process whose memory is watched. */
  readonly pid: number;
  readonly close: () => Promise<void>;
};

const SERVER = fileURLToPath(new URL("../../../src/testing/sealedServer.ts", import.meta.url));

/** The store and its routes in a process of their own, without reviews and a database. */
export async function openStandIn(root: string): Promise<Place> {
  const program = `
    const { startSealedServer } = await import(${JSON.stringify(SERVER)});
    const { url } = await startSealedServer(${JSON.stringify(root)});
    console.log(url);`;
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", program];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    child.once("close", () => reject(new Error("The server did not start.")));
  });
  return {
    url,
    token: "anybody",
    review: "RV-2026-0001",
    pid: child.pid ?? 0,
    close: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
