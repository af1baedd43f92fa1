import { type CrashDraft, setType } from "./draft.ts";
import { group, type LineRule, nothingYet } from "./rule.ts";

/** Bad casts, by UBSan's vptr check and by control flow integrity. The note lines that follow tell what the object was. */

function unquoted(text: string): string {
  const trimmed = text.trim();
  const end = trimmed.endsWith("'") ? trimmed.length - 1 : trimmed.length;
  return trimmed.slice(trimmed.startsWith("'") ? 1 : 0, end);
}

function openCast(draft: CrashDraft, target: string, address: string): void {
  setType(draft, "ubsan", "Bad-cast");
  draft.address = address;
  draft.state = [`Bad-cast to ${unquoted(target)}`];
  draft.counted = 0;
  draft.castOpen = true;
}

function closeCast(draft: CrashDraft, origin: string): undefined {
  const [first = ""] = draft.state;
  draft.state = [first + origin];
  draft.counted += 1;
  draft.castOpen = false;
}

const castOpen = ({ castOpen: open }: CrashDraft): boolean => open;

export const castRules: readonly LineRule[] = [
  {
    mark: ": runtime error: ",
    pattern:
      /^: runtime error: (?:member access within|member call on|downcast of) address ([xX0-9a-fA-F]+) .* of type (.*)/,
    when: nothingYet,
    apply: (draft, match) => {
      openCast(draft, group(match, 2), group(match, 1));
      return undefined;
    },
  },
  {
    mark: "note: ",
    pattern: /^note: (?:object|vtable) is of type (.*)/,
    when: castOpen,
    apply: (draft, match) => closeCast(draft, ` from ${unquoted(group(match, 1))}`),
  },
  {
    mark: "note: ",
    pattern: /^note: (?:object has invalid vptr|invalid vtable$)/,
    when: castOpen,
    apply: (draft) => closeCast(draft, " from invalid vptr"),
  },
  {
    mark: "note: ",
    pattern: /^note: .* defined here$/,
    when: castOpen,
    apply: (draft) => closeCast(draft, ""),
  },
  {
    mark: "at offset ",
    pattern: /^at offset (\d+) within object of type /,
    when: castOpen,
    apply: (draft, match) =>
      closeCast(draft, ` from base class subobject at offset ${group(match, 1)}`),
  },
  {
    mark: "control flow integrity check for type ",
    pattern:
      /^control flow integrity check for type (.*) failed during (?:.*vtable address ([xX0-9a-fA-F]+))?/,
    when: nothingYet,
    apply: (draft, match) => {
      openCast(draft, group(match, 1), group(match, 2));
      return undefined;
    },
  },
  {
    mark: "CFI: Most likely a control flow integrity violation;",
    pattern: /^CFI: /,
    when: nothingYet,
    apply: (draft) => {
      setType(draft, "ubsan", "Bad-cast");
      draft.counted = 0;
      return undefined;
    },
  },
];
