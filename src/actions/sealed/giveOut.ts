import { SealedFault } from "#core/sealed/fault.ts";
import { type Label, toFileName } from "#core/sealed/label.ts";
import type { hashing } from "#outside/sealed/hashing.ts";
import type { Target } from "#outside/sealed/target.ts";

/** Where opened content goes: a file, "-", or a file named by the label. */
export type Out = string | undefined;

/** Throws where the name inside is not one for a file here: whoever sealed it chose it. */
export function nameFor(out: Out, { name }: Label): string {
  const file = out ?? toFileName(name);
  if (file !== undefined) return file;
  throw new Error(
    `It is called ${JSON.stringify(name)}, which is no name for a file here. Give --out.`,
  );
}

type Giving = {
  readonly target: Target;
  readonly hash: ReturnType<typeof hashing>;
  readonly label: Label;
};

/** Writes what was opened; what does not hold to its end never gets its name. */
export async function giveOut(content: AsyncIterable<Uint8Array>, { target, hash, label }: Giving) {
  try {
    for await (const piece of hash.over(content)) await target.write(piece);
    const size = hash.size();
    if (label.size !== null && label.size !== size)
      throw new SealedFault(
        "sealed/size-differs",
        `It holds ${size} bytes and says ${label.size}.`,
      );
    await target.keep();
    return { name: label.name, type: label.type, size, sha256: hash.digest() };
  } catch (error) {
    await target.leave();
    throw error;
  }
}
