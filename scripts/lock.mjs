// Completes package-lock.json with the optional packages of other platforms. `npm install` drops those that its
// registry does not carry, and `npm ci` then refuses the file everywhere. `--check` only tells. A folder may be named:
// the peers of the benches have lock files of their own.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fail, ROOT } from "./install.mjs";

const folder = process.argv.slice(2).find((word) => !word.startsWith("--"));
const FILE = join(folder === undefined ? ROOT : resolve(folder), "package-lock.json");
const SYSTEMS = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "win32",
  "aix",
  "sunos",
];
const PROCESSORS = [
  "arm64",
  "arm",
  "x64",
  "ia32",
  "loong64",
  "ppc64",
  "riscv64",
  "s390x",
  "mips64el",
  "wasm32",
];

/** Such packages carry their platform in their name, `@oxc-parser/binding-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (words.includes("musl")) return { os, cpu, libc: ["musl"] };
  if (words.some((word) => /^gnu/.test(word))) return { os, cpu, libc: ["glibc"] };
  return { os, cpu };
}

const lock = JSON.parse(readFileSync(FILE, "utf8"));
/** What `name` means to the package at `from`: the nearest one, or none. */
const find = (from, name) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    const entry = lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`];
    if (entry || at === "") return entry;
  }
};
/** A range is met by whatever npm put there; an exact version only by itself. */
const isMet = (entry, version) => entry && (!/^\d/.test(version) || entry.version === version);

const added = {};
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const present = find(path, name);
    if (isMet(present, version)) continue;
    const { os, cpu, libc } = platformOf(name);
    if (os.length + cpu.length === 0 || !/^\d/.test(version)) {
      fail(`package-lock.json lacks ${name}@${version}, and its name tells no platform.`);
    }
    // Two packages may want two versions: the second stands below the one that wants it.
    const place = present ? `${path}/node_modules/${name}` : `node_modules/${name}`;
    added[place] = {
      version,
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(entry.dev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    };
  }
}

const names = Object.keys(added);
if (process.argv.includes("--check")) {
  if (names.length > 0)
    fail(`package-lock.json lacks ${names.join(", ")}. Run: node scripts/lock.mjs`);
} else if (names.length > 0) {
  const all = { ...lock.packages, ...added };
  const [root, ...rest] = Object.keys(all);
  lock.packages = Object.fromEntries([root, ...rest.sort()].map((path) => [path, all[path]]));
  writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`added ${names.length}`);
}
