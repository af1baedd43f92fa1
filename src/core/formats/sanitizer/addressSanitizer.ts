import { type CrashDraft, restart, setType } from "./draft.ts";
import { ANY, group, type LineRule, nothingYet } from "./rule.ts";
import { sanitizerType } from "./wording.ts";

/** AddressSanitizer, HWAddressSanitizer, and the signal reports that all sanitizers share. */

const TOOLS: Record<string, string> = {
  Address: "asan",
  HWAddress: "hwasan",
  UndefinedBehavior: "ubsan",
  Memory: "msan",
  Thread: "tsan",
  Leak: "lsan",
};

export const toolOf = (line: string): string =>
  TOOLS[/([A-Za-z]+)Sanitizer/.exec(line)?.[1] ?? ""] ?? "asan";

/** Addresses of a deliberate abort after a failed assertion: nothing new. */
const ASSERT_ADDRESSES = new Set([0xbbadbeefn, 0xfbadbeefn, 0x1f75b7ddn, 0x977537ddn, 0x9f7537ddn]);

export function addressValue(text: string): bigint | null {
  const digits = text.replace(/^0[xX]/, "");
  return /^[0-9a-fA-F]{1,32}$/.test(digits) ? BigInt(`0x${digits}`) : null;
}

const isAssertAddress = (text: string): boolean => {
  const value = addressValue(text);
  return value !== null && ASSERT_ADDRESSES.has(value & 0xffffffffn);
};

function segv(draft: CrashDraft, match: RegExpExecArray, line: string): true {
  const address = group(match, 1);
  if (draft.type.includes("ASSERT") && isAssertAddress(address)) return true;
  setType(draft, toolOf(line), "UNKNOWN");
  restart(draft);
  draft.address = address;
  return true;
}

const restarted = (draft: CrashDraft, line: string, type: string, address = ""): true => {
  setType(draft, toolOf(line), type);
  restart(draft);
  draft.address = address;
  return true;
};

const isKernelCrash = ({ type }: CrashDraft): boolean => type.startsWith("Kernel failure");
const bySanitizer = (_: CrashDraft, line: string): boolean => line.includes("Sanitizer");

export const addressRules: readonly LineRule[] = [
  {
    mark: "memcpy-param-overlap",
    pattern: /^[^[]*(\[.*\))/,
    when: bySanitizer,
    apply: (draft, match, line) => {
      restarted(draft, line, "Memcpy-param-overlap", group(match, 1));
      return undefined;
    },
  },
  {
    mark: " on unknown address ",
    pattern: /^ on unknown address ([xX0-9a-fA-F]+)/,
    when: (_, line) => /Sanitizer.{0,40}(?:SEGV|access-violation) on unknown/.test(line),
    apply: segv,
  },
  {
    mark: "attempting free on address which was not malloc()-ed: ",
    pattern: /^.*-ed: ([xX0-9a-fA-F]+)/,
    when: bySanitizer,
    apply: (draft, match, line) => restarted(draft, line, "Invalid-free", group(match, 1)),
  },
  {
    mark: "double-free on ",
    pattern: /^double-free on (?:unknown address |address )?([xX0-9a-fA-F]+)/,
    when: bySanitizer,
    apply: (draft, match, line) => restarted(draft, line, "Heap-double-free", group(match, 1)),
  },
  {
    mark: "Sanitizer: FPE ",
    pattern: ANY,
    apply: (draft, _, line) => restarted(draft, line, "Floating-point-exception"),
  },
  {
    mark: "ERROR: ",
    pattern: /^ERROR: [a-zA-Z]+Sanitizer:? ?(.*) on (?:unknown address |address )?([xX0-9a-fA-F]+)/,
    when: (draft) => !isKernelCrash(draft) && !draft.runtimeCrash,
    apply: (draft, match, line) => {
      restart(draft);
      setType(draft, toolOf(line), sanitizerType(group(match, 1)));
      draft.address = group(match, 2);
      return undefined;
    },
  },
  {
    mark: "Sanitizer: illegal-instruction",
    pattern: ANY,
    apply: (draft, _, line) => {
      setType(draft, toolOf(line), "Ill");
      return undefined;
    },
  },
  {
    mark: "The signal is caused by a ",
    pattern: /^The signal is caused by a ([A-Z]+) memory access/,
    when: ({ type }) => type === "UNKNOWN",
    apply: (draft, match) => {
      if (match[1] !== "UNKNOWN") draft.type = `UNKNOWN ${match[1]}`;
      return undefined;
    },
  },
  {
    mark: " of size ",
    whole: true,
    pattern: /^ *((?:Atomic )?[^ ]*) of size ([^ ]*) at ([^ ]*)/i,
    when: ({ origin }) => !origin.kasan,
    apply: (draft, match) => {
      draft.address = group(match, 3);
      if (!draft.type.startsWith("UNKNOWN"))
        draft.access = `${group(match, 1).toUpperCase()} ${group(match, 2)}`;
      return undefined;
    },
  },
];

/** Reports that name no address on their first line. */
export const addressFallbackRules: readonly LineRule[] = [
  {
    mark: "ERROR: ",
    pattern: /^ERROR: (?:HW)?AddressSanitizer:? ?([^(:;]+)/,
    when: nothingYet,
    apply: (draft, match, line) => {
      restart(draft);
      setType(draft, toolOf(line), sanitizerType(group(match, 1)));
      draft.address =
        /allocation-tail-overwritten; heap object \[([xX0-9a-fA-F]+),/.exec(line)?.[1] ?? "";
      return undefined;
    },
  },
];
