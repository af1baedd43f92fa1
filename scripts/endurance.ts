/** `npm run endurance -- NAME [arguments]`: the long runs of scripts/endurance/*.ts, one at a time. */
import { chooseModules } from "./modules.ts";

/** Throws, or answers false, when something was lost. */
export type EnduranceModule = { readonly run: (args: readonly string[]) => Promise<boolean> };

const folder = new URL("./endurance/", import.meta.url);
const [name, ...args] = process.argv.slice(2);
try {
  if (name === undefined) {
    const known = chooseModules<EnduranceModule>(folder, []).map((one) => one.name);
    throw new Error(`Name one of: ${known.join(", ")}.`);
  }
  const [chosen] = chooseModules<EnduranceModule>(folder, [name]);
  const held = await (await chosen?.load())?.run(args);
  console.log(`${name}: ${held ? "held" : "did not hold"}`);
  process.exitCode = held ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
