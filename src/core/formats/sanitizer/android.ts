import { type CrashDraft, restart, setMessage, setType } from "./draft.ts";
import { ANY, group, type LineRule } from "./rule.ts";
import { checkCondition, fileName } from "./wording.ts";

/** Android's tombstones and abort messages. */

/** These say more than the abort that ends them. */
export const OUTRANKS_ABORT = new Set([
  "Arbitrary file open",
  "ASSERT",
  "CHECK failure",
  "Command injection",
  "DCHECK failure",
  "Fatal error",
  "Security CHECK failure",
  "Security DCHECK failure",
  "Stack-overflow",
  "Out-of-memory",
  "Timeout",
  "Unreachable code",
  "V8 API error",
  "V8 sandbox violation",
]);

function segv(draft: CrashDraft, match: RegExpExecArray, line: string): undefined {
  const [fault, after] = [group(match, 1), group(match, 2)];
  const tagMismatch = line.includes("SEGV_MTESERR");
  setType(draft, "android", tagMismatch ? `Tag-mismatch${after}` : "UNKNOWN");
  restart(draft);
  draft.javaException = false;
  if (line.includes("SIGSEGV")) draft.address = fault.startsWith("0x") ? fault : `0x${fault}`;
  const name = /\(([^()]*)\)$/.exec(after)?.[1];
  if (name !== undefined) draft.processName = name;
}

function aborted(draft: CrashDraft, match: RegExpExecArray): undefined {
  setType(draft, "check", "CHECK failure");
  draft.address = "";
  draft.javaException = true;
  const [place = "", ...rest] = group(match, 1).split(" ");
  const message = rest.join(" ");
  setMessage(
    draft,
    rest.length === 0
      ? checkCondition(place)
      : `${checkCondition(message)} in ${fileName(place.replace("FATAL:", ""))}`,
  );
}

const signalled =
  (type: string) =>
  (draft: CrashDraft): undefined => {
    setType(draft, "android", type);
    draft.address = "";
  };

const notOutranked = ({ type }: CrashDraft): boolean => !OUTRANKS_ABORT.has(type);

export const androidRules: readonly LineRule[] = [
  {
    mark: "fault addr ",
    pattern: /^fault addr ([^ ]*)(.*)/,
    // The line "Fatal signal 11" may follow a stack that has been read already.
    when: ({ type }, line) =>
      /signal.*\(SIG/.test(line.slice(0, 400)) &&
      !(type.startsWith("UNKNOWN") && line.includes("Fatal signal")),
    apply: segv,
  },
  {
    mark: "(SIGTRAP), code ",
    pattern: ANY,
    when: notOutranked,
    apply: (draft, _, line) => {
      signalled("Trap")(draft);
      draft.address = /fault addr (0x[0-9a-f]+)/.exec(line)?.[1] ?? "";
      return undefined;
    },
  },
  {
    mark: "(SIGABRT), code ",
    pattern: ANY,
    when: (draft, line) => notOutranked(draft) && /fault addr -+/.test(line),
    apply: signalled("Abort"),
  },
  { mark: "Abort message: ", whole: true, pattern: /^Abort message: (.*)/, apply: aborted },
];

const JNI = "JNI DETECTED ERROR IN APPLICATION:";

export const shortJni = (line: string): string => line.replace(JNI, "JNI:");
export const isJniFrame = (draft: CrashDraft, line: string): boolean =>
  line.includes("/art/runtime/") && draft.state.some((text) => text.includes(JNI));
