import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PRESET_FOLDER, parsePreset } from "./assert/preset.ts";
import { systematise } from "./systematise.ts";

const presets = Object.entries(PRESET_FOLDER).flatMap(([kind, folder]) =>
  readdirSync(`library/${folder}`).map((file) => ({
    kind,
    file,
    read: parsePreset(readFileSync(`library/${folder}/${file}`, "utf8")),
  })),
);
const named = (wanted: string): string[] =>
  presets.filter(({ kind }) => kind === wanted).map(({ file }) => file.replace(".yaml", ""));

describe("the library", () => {
  test.each(presets)("$kind $file loads under its own name", ({ kind, file, read }) => {
    expect(read).toMatchObject({ ok: true, preset: { kind, name: file.replace(".yaml", "") } });
  });

  test("names no behaviour and no judge that is not in it", () => {
    for (const { read } of presets) {
      if (!read.ok || read.preset.kind === "judge_preset") continue;
      expect(named("judge_preset")).toEqual(expect.arrayContaining([...read.preset.judgePresets]));
      if (read.preset.kind === "scenario")
        expect(named("behavior")).toEqual(expect.arrayContaining([...read.preset.behaviours]));
    }
  });

  test.each(presets.filter(({ kind }) => kind === "behavior"))(
    "$file comes apart into categories of both kinds, each with an example",
    ({ read }) => {
      if (!read.ok || read.preset.kind !== "behavior") throw new Error("no behaviour");
      const { categories } = systematise({ ...read.preset, context: null });
      expect(new Set(categories.map(({ stance }) => stance)).size).toBe(2);
      expect(categories.every(({ examples }) => examples.length > 0)).toBe(true);
      expect(categories.length).toBeGreaterThan(3);
    },
  );
});
