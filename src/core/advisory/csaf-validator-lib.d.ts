/** The parts of @secvisogram/csaf-validator-lib 2.0.10 that are used; it ships no types. Each file exports more tests. */
declare module "@secvisogram/csaf-validator-lib/schemaTests.js" {
  import type { CsafTest } from "#core/advisory/validateCsaf.ts";
  export const csaf_2_0_strict: CsafTest;
}
declare module "@secvisogram/csaf-validator-lib/mandatoryTests.js" {
  import type { CsafTest } from "#core/advisory/validateCsaf.ts";
  export const mandatoryTest_6_1_1: CsafTest;
}
declare module "@secvisogram/csaf-validator-lib/optionalTests.js" {
  import type { CsafTest } from "#core/advisory/validateCsaf.ts";
  export const optionalTest_6_2_1: CsafTest;
}
declare module "@secvisogram/csaf-validator-lib/cwe.js" {
  export const weaknesses: readonly { readonly id: string; readonly name: string }[];
}
