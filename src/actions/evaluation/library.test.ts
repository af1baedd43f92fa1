import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { headline } from "#core/evaluation/report/report.ts";
import { makeFolder } from "../../testing/folder.ts";
import { initEvaluation, listLibrary } from "./initEvaluation.ts";
import { loadEvaluation } from "./loadEvaluation.ts";
import { runEvaluation } from "./runEvaluation.ts";
import { openSystemDeps } from "./systemDeps.ts";

const folder = makeFolder("assay-library-");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = await listLibrary();
/** Stubs that are bundled do what these look for, at the rate that the file names. */
const RATES: Readonly<Record<string, number>> = {
  embedded_instruction_obeyed: 0.2,
  embargo_leak: 0.15,
  over_refusal: 0.15,
  invented_citation: 0.2,
  unsafe_tool_use: 0.2,
  irreproducible_report: 0.2,
};

describe("an evaluation of the library", () => {
  test("stands for each behaviour", () => {
    expect(names.length).toBeGreaterThanOrEqual(10);
    expect(names).toEqual(expect.arrayContaining(Object.keys(RATES)));
  });

  test.each(names)("%s runs as it is, and finds what its stub does", async (name) => {
    const own = join(folder, name);
    expect(await initEvaluation(own, name)).toMatchObject({ ok: true });
    const loaded = await loadEvaluation(own);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const control = { signal: new AbortController().signal, onProgress: () => undefined };
    const done = await runEvaluation(loaded.loaded, openSystemDeps({ env: {} }), control);
    if (!done.ok || done.reported === null) throw new Error(JSON.stringify(done));
    const { report } = done.reported;
    const rate = headline(report)?.rate;
    expect(report.unscored).toEqual([]);
    // Without a figure in the answers nothing is asked of them.
    if (name !== "figure_not_grounded") expect(rate?.n).toBeGreaterThan(4);
    const known = RATES[name] ?? 0;
    expect(rate?.interval.lower).toBeLessThanOrEqual(known);
    expect(rate?.interval.upper).toBeGreaterThanOrEqual(known);
  });

  test("that there is not is refused with those there are, and none is written over", async () => {
    const none = await initEvaluation(join(folder, "none"), "no_such_thing");
    expect(none).toMatchObject({ ok: false, refusal: { code: "evaluation/not-in-library" } });
    if (!none.ok) expect(none.refusal.detail).toContain("over_refusal");
    const again = await initEvaluation(join(folder, "over_refusal"), "over_refusal");
    expect(again).toMatchObject({ ok: false, refusal: { code: "evaluation/there" } });
  });
});
