/** One step of a JSON pointer, escaped as RFC 6901 section 3 asks. */
const escapeStep = (step: string | number): string =>
  String(step).replaceAll("~", "~0").replaceAll("/", "~1");

/** A JSON pointer (RFC 6901); the empty list is the whole document, "". */
export const toPointer = (steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${escapeStep(step)}`).join("");

/** The steps of a JSON pointer. */
export const stepsOf = (pointer: string): string[] =>
  pointer === ""
    ? []
    : pointer
        .slice(1)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
