import { clearState, setType } from "./draft.ts";
import { ANY, group, type LineRule, nothingYet } from "./rule.ts";
import { capitalized } from "./wording.ts";

/** gdb on Linux and macOS, cdb on Windows. */
export const debuggerRules: readonly LineRule[] = [
  {
    mark: "Program received signal ",
    whole: true,
    pattern: /^Program received signal ([a-zA-Z]+),/,
    apply: (draft, match) => {
      setType(draft, "gdb", group(match, 1).toUpperCase());
      return undefined;
    },
  },
  {
    mark: "rip ",
    whole: true,
    pattern: /^rip +([xX0-9a-fA-F]+)/,
    apply: (draft, match) => {
      draft.address = group(match, 1);
      return undefined;
    },
  },
  {
    mark: " in ",
    whole: true,
    pattern: /^(0[xX][0-9a-fA-F]+)\s+in\s/,
    apply: (draft, match) => {
      draft.address = group(match, 1);
      return undefined;
    },
  },
  {
    mark: "Reason:",
    whole: true,
    pattern: /^Reason:.{0,200}?at address[^0-9]{0,20}([0-9a-zA-Z]+)/,
    apply: (draft, match) => {
      draft.address = group(match, 1);
      return undefined;
    },
  },
  {
    mark: "Attempt to ",
    whole: true,
    pattern: /^Attempt to (.*) [^ ]* address (.*)/,
    apply: (draft, match) => {
      setType(draft, "cdb", group(match, 1).toUpperCase());
      draft.address = `0x${group(match, 2)}`;
      return undefined;
    },
  },
];

const STATUS: Record<string, string> = {
  "Status-integer-overflow": "Integer-overflow",
  "Status-integer-divide-by-zero": "Divide-by-zero",
};

export const debuggerFallbackRules: readonly LineRule[] = [
  {
    mark: "ExceptionCode: ",
    pattern: /^ExceptionCode: .*\(Stack overflow\)/,
    when: nothingYet,
    apply: (draft) => {
      setType(draft, "cdb", "Stack-overflow");
      return undefined;
    },
  },
  {
    mark: "DEFAULT_BUCKET_ID",
    pattern: /^DEFAULT_BUCKET_ID *: *([a-zA-Z_]+)/,
    when: nothingYet,
    apply: (draft, match) => {
      const name = capitalized(
        group(match, 1)
          .replace(/_AVRF$/, "")
          .replaceAll("_", "-"),
      );
      setType(draft, "cdb", STATUS[name] ?? name);
      return undefined;
    },
  },
];

/** cdb begins its stack with this heading. */
export const stackStartRules: readonly LineRule[] = [
  {
    mark: "ChildEBP RetAddr",
    whole: true,
    pattern: /^ChildEBP RetAddr/,
    apply: (draft) => {
      clearState(draft);
      return undefined;
    },
  },
];

export const otherFallbackRules: readonly LineRule[] = [
  {
    mark: "Received signal 11 ",
    whole: true,
    pattern: /^Received signal 11 (?:SEGV_[A-Z]+|<unknown>) ([0-9a-f]*)/,
    when: nothingYet,
    apply: (draft, match) => {
      setType(draft, "signal", "UNKNOWN");
      clearState(draft);
      draft.address = `0x${group(match, 1)}`;
      return undefined;
    },
  },
  ...(
    [
      [": library ", /^: library [`'"](.*?)[`'"] not found/],
      [
        "error while loading shared libraries: ",
        /^error while loading shared libraries: ([^:]*): /,
      ],
      ["cannot locate symbol ", /^cannot locate symbol ["'`](.*?)["'`]/],
    ] as const
  ).map(
    ([mark, pattern]): LineRule => ({
      mark,
      pattern,
      when: nothingYet,
      apply: (draft, match) => {
        setType(draft, "loader", "Missing-library");
        clearState(draft);
        draft.state = [group(match, 1)];
        return undefined;
      },
    }),
  ),
];

/** OSS-Fuzz's extra sanitizers. */
export const injectionRules: readonly LineRule[] = [
  ["Shell corruption===", "Command injection"],
  ["Shell injection===", "Command injection"],
  ["Arbitrary file open===", "Arbitrary file open"],
  ["Arbitrary domain name resolution===", "Arbitrary DNS resolution"],
].map(
  ([text, type]): LineRule => ({
    mark: `===BUG DETECTED: ${text}`,
    pattern: ANY,
    apply: (draft) => {
      setType(draft, "extra", type ?? "");
      return undefined;
    },
  }),
);
