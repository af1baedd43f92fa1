import { constants } from "node:fs";
import { access, lstat, readlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { SandboxJob } from "#core/sandbox/job.ts";

/** Programs that a sandbox is made of. */
export type Programs = { readonly bwrap: string; readonly prlimit: string };

/** Where a program lies; null where it is nowhere. */
export async function findProgram(name: string): Promise<string | null> {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of new Set([...folders, "/usr/bin", "/bin"])) {
    const path = join(folder, name);
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  return null;
}

/** The system as the program sees it: /usr, and what leads into it. Nothing of /etc, /home, /proc of others. */
export async function systemMounts(): Promise<readonly string[]> {
  const links = await Promise.all(
    ["/bin", "/sbin", "/lib", "/lib64"].map(async (path) => {
      try {
        const isLink = (await lstat(path)).isSymbolicLink();
        return isLink ? ["--symlink", await readlink(path), path] : ["--ro-bind", path, path];
      } catch {
        return [];
      }
    }),
  );
  return ["--ro-bind", "/usr", "/usr", ...links.flat()];
}

/** The descriptor on which bubblewrap reads the filter of system calls. */
export const FILTER_FD = 3;
/** The one on which it says how the program ended. */
export const STATUS_FD = 4;

/** Arguments of `prlimit` and of `bwrap` behind it. */
export function toArguments(
  { command, env, limits }: SandboxJob,
  {
    programs,
    mounts,
    folder,
  }: { readonly programs: Programs; readonly mounts: readonly string[]; readonly folder: string },
): string[] {
  const { cpuSeconds, memory, fileBytes, processes } = limits;
  const address = memory.kind === "address-space" ? [`--as=${memory.bytes}`] : [];
  const variables = Object.entries(env).flatMap(([name, value]) => ["--setenv", name, value]);
  return [
    ...[`--cpu=${cpuSeconds}`, `--fsize=${fileBytes}`, "--core=0", "--nofile=64"],
    ...[...address, "--", programs.bwrap],
    ...["--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent"],
    ...["--new-session", "--cap-drop", "ALL", "--hostname", "sandbox"],
    ...["--uid", "65534", "--gid", "65534", ...mounts],
    ...[
      "--proc",
      "/proc",
      "--dev",
      "/dev",
      "--remount-ro",
      "/dev",
      "--size",
      String(fileBytes),
      "--tmpfs",
      "/tmp",
    ],
    ...["--ro-bind", folder, "/job", "--chdir", "/tmp", "--remount-ro", "/"],
    ...["--clearenv", "--setenv", "PATH", "/usr/bin:/bin", ...variables],
    ...["--seccomp", String(FILTER_FD), "--json-status-fd", String(STATUS_FD), "--"],
    // Counted from inside, where the user is another one: outside it would count everything else of the same user. One is bubblewrap.
    ...[programs.prlimit, `--nproc=${processes + 1}`, "--", ...command],
  ];
}
