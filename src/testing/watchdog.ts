import { spawn } from "node:child_process";

/** Looks after a folder whose processes must not outlive us. */
export type Watchdog = {
  /** One more process that works in the folder, and is ended with us. */
  readonly mind: (pid: number) => void;
  /** Ends what still runs there and removes the folder, now. */
  readonly release: () => void;
};

/**
 * Its input closes with our death, however we die (`kill -9` too); then it ends the processes it was told of, as far as
 * they are still those that name the folder, stops the Postgres in there and removes the folder. Nothing in it is worth keeping.
 */
const SCRIPT = `pids=
while read -r pid; do pids="$pids $pid"; done
for pid in $pids; do
  case "$(ps -ww -o args= -p "$pid")" in *"$1"*) kill -KILL "$pid" ;; esac
done
for file in "$1"/postgres/postmaster.pid "$1"/*/postgres/postmaster.pid; do
  [ -e "$file" ] || continue
  pid=$(head -n 1 "$file") && kill -QUIT "$pid"
  n=0; while [ -e "$file" ] && [ $n -lt 50 ]; do n=$((n+1)); sleep 0.1; done
done
rm -rf "$1"`;

export function watchOver(folder: string): Watchdog {
  const dog = spawn("/bin/sh", ["-c", SCRIPT, "sh", folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
  });
  dog.unref();
  (dog.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    mind: (pid) => void dog.stdin.write(`${pid}\n`),
    release: () => void dog.stdin.end(),
  };
}
