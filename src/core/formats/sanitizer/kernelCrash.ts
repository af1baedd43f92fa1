import { type CrashDraft, restart, setType } from "./draft.ts";
import { ANY, group, type LineRule } from "./rule.ts";
import { capitalized } from "./wording.ts";

/** The Linux kernel: KASAN, panics, and ARM's fault status in "Internal error: Oops: 5". */

const FAULTS: Record<number, string> = {
  1: "Alignment Fault",
  3: "Access Flag Fault, Section",
  4: "Instruction Cache Maintenance Fault",
  5: "Translation Fault, Section",
  6: "Access Flag Fault, Page",
  7: "Translation Fault, Page",
  9: "Domain Fault, Section",
  11: "Domain Fault, Page",
  12: "L1 Translation",
  13: "Permission Fault, Section",
  14: "L2 Translation",
  15: "Permissions Fault, Page",
};

/** ARM's fault status register: bit 11 says write, the low four bits say what (bits 10 and 12 are left out). */
function faultOf(code: string): string {
  const status = /^[0-9a-fA-F]+$/.test(code) ? Number.parseInt(code, 16) : null;
  if (status === null) return "BUG";
  const access = status & 0x800 ? "WRITE" : "READ";
  return `Kernel failure\n${access} ${FAULTS[status & 15] ?? "Unknown"} (${status})`;
}

const kernelType = (text: string): string =>
  `Kernel failure\n${capitalized(text.replaceAll(" ", "-"))}`;

const kasan =
  (kind: number, address: number | null, prefix = "0x") =>
  (draft: CrashDraft, match: RegExpExecArray): undefined => {
    setType(draft, "kernel", kernelType(group(match, kind)));
    if (address !== null) draft.address = prefix + group(match, address);
  };

const noKasan = ({ origin }: CrashDraft): boolean => !origin.kasan;
const inKernel = ({ type }: CrashDraft): boolean => type.startsWith("Kernel failure");

export const kernelRules: readonly LineRule[] = [
  {
    mark: "Internal error: ",
    pattern: /^Internal error: (?:Oops)?(?: -|:) (BUG|[0-9a-fA-F]+)/,
    when: noKasan,
    apply: (draft, match) => {
      restart(draft);
      setType(draft, "kernel", faultOf(group(match, 1)));
      return undefined;
    },
  },
  {
    mark: "Kernel panic - not syncing: ",
    pattern: /^Kernel panic - not syncing: (.*)/,
    when: noKasan,
    apply: (draft, match) => {
      restart(draft);
      setType(draft, "kernel", `Kernel failure\n${group(match, 1).replaceAll(" ", "-")}`);
      return undefined;
    },
  },
  { mark: "kernel BUG at ", pattern: /^kernel BUG at (.*)/, apply: kasan(1, null) },
  {
    mark: "BUG: KASAN: ",
    pattern: /^BUG: KASAN: (.*?) (?:in|on) .*addr(?:ess)? ([a-f0-9]+)/,
    apply: kasan(1, 2),
  },
  {
    mark: "KASAN: ",
    pattern: /^KASAN: (.*?) (?:in|on) range \[([a-z0-9]+)-[a-z0-9]+\]/,
    apply: kasan(1, 2, ""),
  },
  {
    mark: "BUG: KASAN: ",
    pattern: /^BUG: KASAN: (.*?) (?:in|on) (?!.*addr(?:ess)? [a-f0-9]).*\w\+\w+\/\w+/,
    apply: kasan(1, null),
  },
  {
    mark: "general protection fault:",
    pattern: ANY,
    when: (_, line) => line.includes("KASAN"),
    apply: (draft) => {
      setType(draft, "kernel", "Kernel failure\nGeneral-protection-fault");
      return undefined;
    },
  },
  {
    mark: " of size ",
    whole: true,
    pattern: /^(?:\[[^\]]*\]\s*)?(Read|Write) of size (\d+)(?: at addr(?:ess)? ([a-f0-9]+))?/,
    when: inKernel,
    apply: (draft, match) => {
      if (draft.address === "" && match[3] !== undefined) draft.address = `0x${match[3]}`;
      draft.access = `${group(match, 1).toUpperCase()} ${group(match, 2)}`;
      return undefined;
    },
  },
];

/** "[ 1998.156940] [<c0667574>] (msm_vidc_prepare_buf+0xa0/0x124)", with or without the address. */
export function kernelFrame(line: string): { name: string; address: string | null } | null {
  const addressed = /^[^(]*?\[<([x0-9a-fA-F]+)>\]\s+\(?(\w+)\+\w+\/\w+/.exec(line);
  if (addressed) return { name: addressed[2] ?? "", address: addressed[1] ?? null };
  const bare = /^\(?(\w+)\+\w+\/\w+/.exec(line);
  return bare ? { name: bare[1] ?? "", address: null } : null;
}
