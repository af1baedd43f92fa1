import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { findProgram } from "./bubblewrap.ts";

export type BuildRefusal = Refusal<"sandbox/no-compiler" | "sandbox/not-built">;

const FLAGS = ["-std=gnu11", "-g", "-O0", "-fno-omit-frame-pointer", "-fsanitize=address"];

/** A program of our own, built with AddressSanitizer. What somebody else wrote is not built here. */
export async function buildProgram(
  name: string,
  source: string,
): Promise<Result<Uint8Array, BuildRefusal>> {
  const gcc = await findProgram("gcc");
  if (gcc === null)
    return refuse(
      "sandbox/no-compiler",
      "gcc is not here. Install it (apt-get install gcc libc6-dev).",
    );
  const folder = await mkdtemp(join(tmpdir(), "assay-build-"));
  try {
    await writeFile(join(folder, `${name}.c`), source);
    await promisify(execFile)(gcc, [...FLAGS, `${name}.c`, "-o", name], { cwd: folder });
    return ok(await readFile(join(folder, name)));
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    return refuse("sandbox/not-built", `${name} could not be built: ${said.trim()}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
