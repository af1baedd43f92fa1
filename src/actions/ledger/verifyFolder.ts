import type { LogFolder } from "#core/ledger/logFolder.ts";
import { type NoteVerifier, parseVerifierKey } from "#core/ledger/note.ts";
import { type LogVerdict, verifyLog } from "#core/ledger/verifyLog.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import type { RecordSummary } from "#core/review/record/recordSummary.ts";
import { checkRecord, RECORD_FILE, SUMMARY_FILE } from "#core/review/record.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { openLogFolder, readFileUpTo } from "#outside/ledger/logFolder.ts";
import { toNoteVerifier } from "#outside/ledger/noteKey.ts";
import { verifyProof } from "#outside/review/verifySignature.ts";

const LARGEST_NOTE = 1_000_000;

export type VerifyRequest = {
  readonly folder: string;
  /** Verifier keys, `<name>+<id>+<key>`; more than one where the key was changed. */
  readonly keys: readonly string[];
  /** When it is not the name of the key. */
  readonly origin?: string | undefined;
  /** A file with an earlier checkpoint. */
  readonly since?: string | undefined;
};

/** The question could not be asked; says nothing about the log. */
export type VerifyRefusal = Refusal<"ledger/bad-key" | "ledger/no-folder" | "ledger/no-checkpoint">;

function toVerifiers(keys: readonly string[]): Result<NoteVerifier[], VerifyRefusal> {
  const verifiers: NoteVerifier[] = [];
  for (const text of keys) {
    const key = parseVerifierKey(sha256, text.trim());
    if (!key) {
      const detail = `${text} is not an Ed25519 verifier key. It looks like example.org/desk+1a2b3c4d+AbC…=`;
      return refuse("ledger/bad-key", detail);
    }
    verifiers.push(toNoteVerifier(key));
  }
  return ok(verifiers);
}

/** What was verified of a log, and of the record of a review beside it; `review` is `null` where there is none. */
export type FolderVerdict =
  | (LogVerdict & { readonly sound: true; readonly review: RecordSummary | null })
  | (LogVerdict & { readonly sound: false });

const RECORD_FILES = [RECORD_FILE, SUMMARY_FILE];

/** The record is asked only of a log that is sound. */
async function withRecord(folder: LogFolder, verdict: LogVerdict): Promise<FolderVerdict> {
  if (!verdict.sound) return verdict;
  const record = await checkRecord(folder, verdict.head.size, {
    sha256,
    whyUnsigned: async (signed, signature) => {
      const proof = await verifyProof(signed, signature);
      return proof.ok ? undefined : proof.why;
    },
  });
  if (!record.ok) return { sound: false, fault: record.fault };
  const strangers = verdict.strangers.filter((name) => !RECORD_FILES.includes(name));
  return { ...verdict, strangers, review: record.value };
}

/** Verifies an exported log on this machine. Needs no database and no network. */
export async function verifyFolder(
  request: VerifyRequest,
): Promise<Result<FolderVerdict, VerifyRefusal>> {
  const keys = toVerifiers(request.keys);
  if (!keys.ok) return keys;
  const folder = openLogFolder(request.folder);
  if (!(await folder.list(""))) {
    return refuse("ledger/no-folder", `There is no folder ${request.folder}.`);
  }
  const where = request.since;
  const bytes = where === undefined ? undefined : await readFileUpTo(where, LARGEST_NOTE);
  if (where !== undefined && !bytes) {
    return refuse("ledger/no-checkpoint", `There is no file ${where}.`);
  }
  const since = where !== undefined && bytes ? { where, bytes } : undefined;
  const options = { sha256, keys: keys.value, origin: request.origin, since };
  return ok(await withRecord(folder, await verifyLog(folder, options)));
}
