import { type CrashDraft, restart, setType } from "./draft.ts";
import type { LineRule } from "./rule.ts";

/** LeakSanitizer. A direct leak outranks the indirect ones that hang on it; of several, the first counts. */
const leak =
  (type: string) =>
  (draft: CrashDraft): undefined => {
    restart(draft);
    setType(draft, "lsan", type);
  };

export const leakRules: readonly LineRule[] = [
  {
    mark: "Direct leak of ",
    pattern: /^Direct leak of /,
    when: ({ type }) => type === "" || type === "Indirect-leak",
    apply: leak("Direct-leak"),
  },
  {
    mark: "Indirect leak of ",
    pattern: /^Indirect leak of /,
    when: ({ type }) => type === "",
    apply: leak("Indirect-leak"),
  },
];
