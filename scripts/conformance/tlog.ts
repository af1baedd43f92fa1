import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { verifyCommand } from "#doors/cli/verify.ts";

/** See scripts/conformance.ts. */
type Conformance = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
};

type Answer = { readonly status: number; readonly out: string };
type Outcome = {
  readonly passed: number;
  readonly faults: readonly string[];
  readonly line: string;
};

/** The test log's public key, as the suite's own list of sources gives it. */
function keyIn(sources: string): string {
  const [key] = /[^\s`]+\/testdata\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/.exec(sources) ?? [];
  if (key === undefined) throw new Error("SOURCES.md names no key of the test log.");
  return key;
}

async function verify(...args: string[]): Promise<Answer> {
  let out = "";
  const keep = (text: string) => {
    out += text;
  };
  return { status: await verifyCommand(args, { out: keep, err: keep }), out };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/** Writes the files anew, so that a copy of a read-only suite can be changed. */
function copyFiles(folder: string, paths: readonly string[], prefix: string): string {
  const copy = mkdtempSync(join(tmpdir(), prefix));
  for (const path of paths) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), readFileSync(join(folder, path)));
  }
  return copy;
}

const isPartOfLog = (path: string): boolean => /^(checkpoint(\.\d+)?$|tile\/)/.test(path);

const sizesIn = (folder: string): number[] =>
  filesIn(folder)
    .flatMap((path) => /^checkpoint\.(\d+)$/.exec(path)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

function count(name: string, faults: readonly string[], of: number): Outcome {
  return { passed: of - faults.length, faults, line: `${name}: ${of - faults.length} of ${of}` };
}

/** Verifies once at each size with nothing but that checkpoint, and once that the newest log continues it. */
async function atAllSizes(folder: string, key: string): Promise<Outcome> {
  const sizes = sizesIn(folder);
  const tiles = filesIn(folder).filter((path) => path.startsWith("tile/"));
  const faults: string[] = [];
  const note = (what: string, { status, out }: Answer, expected: object) => {
    const matches =
      status === 0 && Object.entries(expected).every(([k, v]) => JSON.parse(out)[k] === v);
    if (!matches) faults.push(`${what}: ${out.trim()}`);
  };
  for (const size of sizes) {
    const copy = copyFiles(folder, tiles, "assay-tlog-size-");
    writeFileSync(join(copy, "checkpoint"), readFileSync(join(folder, `checkpoint.${size}`)));
    note(`size ${size}`, await verify(copy, "--key", key, "--json"), { sound: true, size });
    rmSync(copy, { recursive: true, force: true });
    const since = join(folder, `checkpoint.${size}`);
    const answer = await verify(folder, "--key", key, "--json", "--since", since);
    note(`since ${size}`, answer, { sound: true, since: size });
  }
  return count("verifies at every size, and from every size on", faults, 2 * sizes.length);
}

/** Changes every byte of every file of the log, one at a time; each must be found. */
async function everyByte(folder: string, key: string): Promise<Outcome> {
  const paths = filesIn(folder).filter(isPartOfLog);
  const copy = copyFiles(folder, paths, "assay-tlog-flip-");
  const missed: string[] = [];
  let flips = 0;
  try {
    for (const path of paths) {
      const bytes = readFileSync(join(folder, path));
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes);
        changed[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(join(copy, path), changed);
        const { status } = await verify(copy, "--key", key);
        flips++;
        if (status !== 1) missed.push(`${path}, byte ${at}: exit ${status}`);
      }
      writeFileSync(join(copy, path), bytes);
    }
    const restored = await verify(copy, "--key", key);
    if (restored.status !== 0) missed.push(`the restored copy: ${restored.out.trim()}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  return count(`finds every changed byte of ${paths.length} files`, missed, flips);
}

/** The log kept by transparency-dev/tessera for its own tests: all of its sizes, and every byte of it. */
export async function run(suites: string): Promise<Conformance> {
  const name = "tlog";
  const folder = join(suites, "standards", "tlog");
  if (!existsSync(folder)) {
    return { name, passed: 0, failed: 1, lines: [`absent: ${folder}; nothing was checked`] };
  }
  const key = keyIn(readFileSync(join(suites, "SOURCES.md"), "utf8"));
  const outcomes = [await atAllSizes(folder, key), await everyByte(folder, key)];
  return {
    name,
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { faults }) => sum + faults.length, 0),
    lines: outcomes.flatMap(({ line, faults }) => [line, ...faults.slice(0, 20)]),
  };
}
