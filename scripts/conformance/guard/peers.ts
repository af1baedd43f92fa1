import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPeer } from "../../peers.ts";

/** What a peer found in one text: places in UTF-16 units, or values where it tells no place. */
export type PeerFound = {
  readonly ranges: readonly (readonly [number, number])[];
  readonly values: readonly string[];
};

/** One peer on many texts, or why it could not be run. */
export type Peer = {
  readonly name: string;
  readonly judge: (texts: readonly string[]) => readonly PeerFound[];
};
export type Peers = {
  readonly secrets: readonly Peer[];
  readonly personal: readonly Peer[];
  /** Loud lines about those that are not there. */
  readonly absent: readonly string[];
};

const MOST_OUTPUT = 512 * 1024 * 1024;

function judgeByNode(folder: string, peer: string, texts: readonly string[]): PeerFound[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, "judge.mjs"), peer],
    {
      cwd: folder,
      input: JSON.stringify(texts),
      maxBuffer: MOST_OUTPUT,
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(`${peer} ended with ${status}: ${stderr.slice(-400)}`);
  return JSON.parse(stdout) as PeerFound[];
}

const GITLEAKS = "github.com/zricethezav/gitleaks/v8@v8.28.0";

/** The program, built by the Go toolchain where there is one; a reason where there is none. */
function gitleaks(): { readonly program: string } | { readonly reason: string } {
  const bin = join(tmpdir(), "assay-peers");
  const program = join(bin, "gitleaks");
  if (existsSync(program)) return { program };
  if (spawnSync("go", ["version"]).status !== 0) return { reason: "there is no Go toolchain here" };
  mkdirSync(bin, { recursive: true });
  console.error(`building ${GITLEAKS} …`);
  const { status, stderr } = spawnSync("go", ["install", GITLEAKS], {
    env: { ...process.env, GOBIN: bin, GOFLAGS: "-mod=mod" },
    encoding: "utf8",
  });
  return status === 0
    ? { program }
    : { reason: `go install ended with ${status}: ${stderr.slice(-200)}` };
}

type Leak = { readonly File: string; readonly Secret: string };

/** Each text as a file of a folder, since a file is what it reads. */
function judgeByGitleaks(program: string, texts: readonly string[]): PeerFound[] {
  const folder = mkdtempSync(join(tmpdir(), "assay-gitleaks-"));
  try {
    texts.forEach((text, i) => {
      writeFileSync(join(folder, `${i}.txt`), text);
    });
    const report = join(folder, "report");
    const args = ["dir", folder, "-f", "json", "-r", report, "--no-banner", "--exit-code", "0"];
    const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`gitleaks ended with ${status}: ${stderr.slice(-400)}`);
    const leaks = JSON.parse(readFileSync(report, "utf8")) as Leak[];
    return texts.map((_, i) => ({
      ranges: [],
      values: leaks.filter(({ File }) => File.endsWith(`/${i}.txt`)).map(({ Secret }) => Secret),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All peers that can be had. They are installed here and by nothing else. */
export function openPeers(): Peers {
  const absent: string[] = [];
  const secrets: Peer[] = [];
  const personal: Peer[] = [];
  try {
    const folder = installPeer("guard");
    const peer = (name: string, id: string): Peer => ({
      name,
      judge: (texts) => judgeByNode(folder, id, texts),
    });
    secrets.push(
      peer("guardrails-js", "guardrails-secrets"),
      peer("secretlint", "secretlint"),
      peer("openredaction", "openredaction-secrets"),
    );
    personal.push(
      peer("guardrails-js", "guardrails-pii"),
      peer("openredaction", "openredaction-pii"),
    );
  } catch (error) {
    absent.push(
      `PEERS NOT RUN: guardrails-js, secretlint, openredaction: ${error instanceof Error ? error.message : error}`,
    );
  }
  const leaks = gitleaks();
  if ("reason" in leaks) absent.push(`PEER NOT RUN: gitleaks: ${leaks.reason}`);
  else {
    const { program } = leaks;
    secrets.push({ name: "gitleaks", judge: (texts) => judgeByGitleaks(program, texts) });
  }
  return { secrets, personal, absent };
}

/** A line of each peer, or a loud one where it broke down. */
export const peerLines = (
  peers: readonly Peer[],
  texts: readonly string[],
  say: (found: readonly PeerFound[]) => string,
): string[] =>
  peers.map((peer) => {
    try {
      return `  ${peer.name} on the same texts: ${say(peer.judge(texts))}`;
    } catch (error) {
      return `  PEER FAILED: ${peer.name}: ${error instanceof Error ? error.message : error}`;
    }
  });
