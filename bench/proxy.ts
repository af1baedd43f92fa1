import { type ChildProcess, fork } from "node:child_process";
import { request as ask } from "node:http";
import { fileURLToPath } from "node:url";

const TOKENS = 100_000;
const STREAMS = 4;
const ROUNDS = 4;

export type ProxyMeasure = {
  /** Tokens a second, by the time that the process of the proxy worked: as many as one core carries. */
  readonly perCore: number;
  /** Tokens a second by the clock, with client and model's side on the same machine. */
  readonly perSecond: number;
};

type Started = { readonly process: ChildProcess; readonly url: string };

const answerOf = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`A process of the bench ended with ${code}.`)));
  });

async function start(file: string, args: readonly string[]): Promise<Started> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const { port } = await answerOf<{ readonly port: number }>(child);
  return { process: child, url: `http://127.0.0.1:${port}` };
}

/** Reads a stream to its end; gives its bytes. */
const drain = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const asking = ask(`${url}/v1/chat/completions`, { method: "POST", headers }, (answer) => {
      let bytes = 0;
      answer.on("data", (piece: Buffer) => {
        bytes += piece.length;
      });
      answer.on("end", () => resolve(bytes));
      answer.on("error", reject);
    });
    asking.on("error", reject);
    asking.end('{"stream":true}');
  });

async function cpuOf({ process: child }: Started): Promise<number> {
  const told = answerOf<{ readonly cpu: NodeJS.CpuUsage }>(child);
  child.send("cpu");
  const { user, system } = (await told).cpu;
  return (user + system) / 1e6;
}

async function measure(proxy: Started): Promise<ProxyMeasure> {
  let [perCore, perSecond] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [cpu, begun] = [await cpuOf(proxy), performance.now()];
    const sizes = await Promise.all(Array.from({ length: STREAMS }, () => drain(proxy.url)));
    const seconds = (performance.now() - begun) / 1000;
    const worked = (await cpuOf(proxy)) - cpu;
    if (sizes.some((size) => size < TOKENS * 20)) throw new Error("A stream ended too early.");
    perCore = Math.max(perCore, (STREAMS * TOKENS) / worked);
    perSecond = Math.max(perSecond, (STREAMS * TOKENS) / seconds);
  }
  return { perCore, perSecond };
}

/** Tokens a second through the guard's proxy, and through a pipe that reads nothing, in the same run on loopback. */
export async function measureProxy(): Promise<{
  readonly guard: ProxyMeasure;
  readonly pipe: ProxyMeasure;
}> {
  const stub = await start("./proxyStub.ts", [String(TOKENS)]);
  const pipe = await start("./proxyPipe.ts", ["pipe", stub.url]);
  const guard = await start("./proxyPipe.ts", ["guard", stub.url]);
  try {
    return { pipe: await measure(pipe), guard: await measure(guard) };
  } finally {
    for (const one of [guard, pipe, stub]) one.process.kill();
  }
}
