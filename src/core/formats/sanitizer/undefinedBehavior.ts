import { restart, setType } from "./draft.ts";
import { group, type LineRule, nothingYet } from "./rule.ts";

/** What UndefinedBehaviorSanitizer says after "runtime error:", from the special to the general. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/division by zero/, "Divide-by-zero"],
  [/outside the range of representable values/, "Float-cast-overflow"],
  [/implicit conversion from type/, "Implicit-conversion"],
  [
    /call to function \S+.* through pointer to incorrect function type/,
    "Incorrect-function-pointer-type",
  ],
  [/out of bounds for type/, "Index-out-of-bounds"],
  [/not a valid value for type '(?:bool|BOOL|_Bool)'/, "Invalid-bool-value"],
  [/, which is not a valid argument/, "Invalid-builtin-use"],
  [/misaligned address|assumption of \d+ byte alignment/, "Misaligned-address"],
  [/reached the end of a value-returning function/, "No-return-value"],
  [/null pointer passed as .*, which is declared to never be null/, "Invalid-null-argument"],
  [/upcast of null pointer/, "Upcast-of-null-pointer"],
  [/load of null pointer/, "Null-dereference READ"],
  [/store to null pointer/, "Null-dereference WRITE"],
  [/(?:binding to|access within|call on) null pointer/, "Null-dereference"],
  [/address .* with insufficient space for an object of type/, "Object-size"],
  [/(?:addition|subtraction) of unsigned offset /, "Pointer-overflow"],
  [/pointer index expression with base /, "Pointer-overflow"],
  [/applying (?:zero offset|non-zero offset \d+) to (?:null|non-null) pointer/, "Pointer-overflow"],
  [/returned from function declared to never return null/, "Invalid-null-return"],
  [/assumption is violated/, "Assumption-violation"],
  [/shift/, "Undefined-shift"],
  [/execution reached an unreachable program point/, "Unreachable code"],
  [/unsigned integer overflow/, "Unsigned-integer-overflow"],
  [/variable length array bound evaluates to non-positive value/, "Non-positive-vla-bound-value"],
  [/not a valid value for type/, "Invalid-enum-value"],
  [
    /integer overflow|(?:negation|division) of .* cannot be represented in type/,
    "Integer-overflow",
  ],
];

export const undefinedRules: readonly LineRule[] = [
  {
    mark: ": runtime error: ",
    pattern: /^: runtime error: (.*)/,
    when: nothingYet,
    apply: (draft, match) => {
      const reason = group(match, 1);
      restart(draft);
      setType(draft, "ubsan", KINDS.find(([pattern]) => pattern.test(reason))?.[1] ?? "UNKNOWN");
      return undefined;
    },
  },
];
