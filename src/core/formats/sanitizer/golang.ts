import { type CrashDraft, clearState, restart, setMessage, setType } from "./draft.ts";
import { group, type LineRule, nothingYet } from "./rule.ts";

/** The Go runtime's own panics and fatal errors. A panic with the program's own words is an assertion. */
const KINDS: readonly (readonly [string, string])[] = [
  ["integer divide by zero", "Integer divide by zero"],
  ["index out of range", "Index out of range"],
  ["invalid memory address", "Invalid memory address"],
  ["makeslice: len out of range", "Makeslice: len out of range"],
  ["slice bounds out of range", "Slice bounds out of range"],
];

const isGolang = ({ origin }: CrashDraft): boolean => origin.golang;

function runtimeCrash(draft: CrashDraft, type: string): undefined {
  setType(draft, "go", type);
  clearState(draft);
  draft.runtimeCrash = true;
}

/** A logger may put a stamp before "panic", and "in NAME" after it. */
export const golangRules: readonly LineRule[] = [
  {
    mark: ": runtime error: ",
    pattern: /^: runtime error: (.*)/,
    when: (draft, line) =>
      isGolang(draft) && /(?:^| )panic(?: in .*)?: runtime error: /i.test(line.slice(0, 1000)),
    apply: (draft, match) => {
      const kind = KINDS.find(([words]) => group(match, 1).startsWith(words));
      return kind === undefined ? undefined : runtimeCrash(draft, kind[1]);
    },
  },
  {
    mark: "fatal error: stack overflow",
    whole: true,
    pattern: /^fatal error: /,
    when: isGolang,
    apply: (draft) => runtimeCrash(draft, "Stack overflow"),
  },
];

export const golangFatalRules: readonly LineRule[] = [
  {
    mark: "fatal error: ",
    whole: true,
    pattern: /^fatal error: (.*)/,
    when: (draft) => isGolang(draft) && nothingYet(draft),
    apply: (draft, match) => {
      setType(draft, "go", "Fatal error");
      restart(draft);
      setMessage(draft, group(match, 1), 0);
      return undefined;
    },
  },
];

const NAME = /^[\w.\-\\/()*·]+$/;
const ARGUMENTS = /^[x0-9a-f\s,.{}?_]*$/;

/** "github.com/a/b.(*T).Method(0x1, 0x2)"; `go test` indents it. */
export function golangFrame(line: string): string | null {
  const text = line.trim();
  const open = text.lastIndexOf("(");
  if (open <= 0 || !text.endsWith(")")) return null;
  // "[...]" stands for the type arguments of a generic function.
  const name = text.slice(0, open).replaceAll("[...]", "");
  const sound = NAME.test(name) && ARGUMENTS.test(text.slice(open + 1, -1));
  return sound ? name : null;
}
