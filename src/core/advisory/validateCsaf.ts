import type { Problem } from "../problem.ts";

/** A test of @secvisogram/csaf-validator-lib. Mandatory ones answer errors, optional ones warnings. */
export type CsafTest = (document: unknown) => CsafTestResult | Promise<CsafTestResult>;

type CsafTestResult = {
  readonly isValid?: boolean;
  readonly errors?: readonly CsafFault[];
  readonly warnings?: readonly CsafFault[];
};
type CsafFault = { readonly instancePath: string; readonly message?: string };

/** Compiling the tests takes seconds and 240 MB of memory: done at the first use, or when a server has time to spare. */
export async function loadCsafTests(): Promise<readonly CsafTest[]> {
  const [schema, mandatory, optional] = await Promise.all([
    import("@secvisogram/csaf-validator-lib/schemaTests.js"),
    import("@secvisogram/csaf-validator-lib/mandatoryTests.js"),
    import("@secvisogram/csaf-validator-lib/optionalTests.js"),
  ]);
  return [schema.csaf_2_0_strict, ...Object.values(mandatory), ...Object.values(optional)].filter(
    (test): test is CsafTest => typeof test === "function",
  );
}

/** Schema (strict), all mandatory tests (6.1) and all optional ones (6.2). Pointers lead into the CSAF document. */
export async function validateCsaf(document: unknown): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const test of await loadCsafTests()) {
    const { isValid = true, errors = [], warnings = [] } = await test(document);
    const faults = [...errors, ...warnings];
    const silent = !isValid && faults.length === 0 ? [{ instancePath: "", message: "failed" }] : [];
    for (const { instancePath, message = "failed" } of [...faults, ...silent])
      problems.push({ rule: `csaf/${test.name}`, pointer: instancePath, message });
  }
  return problems;
}
