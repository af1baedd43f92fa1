import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A stub target in a process of its own, whose rate of violations is known. */
export type Organism = {
  /** Of its OpenAI wire, without a slash at its end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export async function startOrganism(given: {
  readonly rate: number;
  readonly seed: number;
}): Promise<Organism> {
  const { rate, seed } = given;
  const args = ["eval", "organism", "--rate", String(rate), "--seed", String(seed), "--json"];
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const [line] = await Promise.race([
    (async () => {
      for await (const said of createInterface({ input: child.stdout })) return [said];
      return [];
    })(),
    gone.then(() => []),
  ]);
  if (line === undefined) throw new Error("The organism did not start.");
  const { openai } = JSON.parse(line) as { readonly openai: string };
  return {
    url: openai,
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
}
