// Programs the tests need from the system. Plain JavaScript for Node 20.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** What for, under which names it goes, and the packages of the usual systems. */
const NEEDED = [
  { what: "Chromium", names: ["chromium", "chromium-browser", "google-chrome"], pkg: "chromium" },
  { what: "bubblewrap", names: ["bwrap"], pkg: "bubblewrap", linuxOnly: true },
  { what: "GnuPG", names: ["gpg"], pkg: "gnupg" },
  { what: "gcc", names: ["gcc"], pkg: "gcc", onDebian: ["gcc", "libc6-dev"] },
];

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

export function findProgram(names) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const places = [...folders, "/usr/bin", "/usr/local/bin"];
  return places.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

export const findChromium = () => process.env.ASSAY_CHROMIUM || findProgram(NEEDED[0]?.names ?? []);

const missing = () =>
  NEEDED.filter(
    ({ what, names, linuxOnly }) =>
      !(linuxOnly && process.platform !== "linux") &&
      !(what === "Chromium" ? findChromium() : findProgram(names)),
  );

function aptInstall(packages) {
  const apt = (...args) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", "-q", ...args], {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  apt("update");
  apt("install", "-y", "--no-install-recommends", ...packages);
}

function remedy(left) {
  const packages = left.map(({ pkg }) => pkg).join(" ");
  if (process.platform === "darwin") return `brew install ${packages}`;
  if (findProgram(["apt-get"])) {
    const debian = left.flatMap(({ pkg, onDebian }) => onDebian ?? [pkg]).join(" ");
    return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${debian}`;
  }
  if (findProgram(["dnf"])) return `sudo dnf install -y ${packages}`;
  if (findProgram(["pacman"])) return `sudo pacman -S ${packages}`;
  return `install ${packages} with your system's package manager`;
}

/**
 * As root on Debian installs what is missing. Returns what still is, in words with the command to run,
 * or undefined.
 */
export function ensureSystemPrograms() {
  const packages = missing().flatMap(({ pkg, onDebian }) => onDebian ?? [pkg]);
  if (packages.length === 0) return undefined;
  if (process.getuid?.() === 0 && findProgram(["apt-get"])) {
    console.error(`assay: installing ${packages.join(", ")} for the tests (apt-get) …`);
    aptInstall(packages);
  }
  const left = missing();
  if (left.length === 0) return undefined;
  const names = left.map(({ what }) => what).join(", ");
  return `${names} not found; the tests that need it fail. Run:\n  ${remedy(left)}`;
}
