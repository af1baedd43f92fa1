import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  PRESET_FOLDER,
  type Preset,
  parsePreset,
} from "../../../src/core/evaluation/assert/preset.ts";
import { parseConfig } from "../../../src/core/evaluation/assert/readConfig.ts";
import type { Presets } from "../../../src/core/evaluation/assert/readStages.ts";
import { check, readJson, sameJson, type Tally } from "./tally.ts";

/** Every preset of the library loads, and every configuration normalises to its golden value. */
export function checkConfigs(folder: string, tally: Tally): void {
  const presets = loadLibrary(folder, tally);
  const golden = readJson(join(folder, "golden", "configs_normalized.json")) as Golden;
  const files = readdirSync(join(folder, "configs"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".yaml"));
  let equal = 0;
  for (const file of files) {
    const expected = golden[file];
    if (expected === undefined) {
      check(tally, false, () => `${file} has no golden value`);
      continue;
    }
    const text = readFileSync(join(folder, "configs", file), "utf8");
    const parsed = parseConfig(text, presets, instantOf(expected.run));
    const holds = check(
      tally,
      parsed.ok && sameJson(parsed.config.normalized, expected),
      () => `${file}: ${JSON.stringify(parsed)}`,
    );
    if (holds) equal += 1;
  }
  for (const file of Object.keys(golden))
    check(tally, files.includes(file), () => `${file} is absent`);
  tally.summary.push(`configurations: ${equal} of ${files.length} equal their golden value`);
}

type Golden = Readonly<Record<string, { readonly run: string | null }>>;

/** A run without a name is named after the instant; the golden value tells which instant it was. */
function instantOf(run: string | null): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(run ?? "") ?? [];
  return year === undefined
    ? "2000-01-01T00:00:00Z"
    : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

function loadLibrary(folder: string, tally: Tally): Presets {
  const presets = new Map<string, Preset>();
  const counts: string[] = [];
  for (const [kind, name] of Object.entries(PRESET_FOLDER)) {
    const files = readdirSync(join(folder, "library", name)).filter((file) =>
      file.endsWith(".yaml"),
    );
    for (const file of files) {
      const parsed = parsePreset(readFileSync(join(folder, "library", name, file), "utf8"));
      const isIt =
        parsed.ok && parsed.preset.kind === kind && `${parsed.preset.name}.yaml` === file;
      check(tally, isIt, () => `${name}/${file}: ${JSON.stringify(parsed)}`);
      if (parsed.ok) presets.set(`${kind}/${parsed.preset.name}`, parsed.preset);
    }
    counts.push(`${files.length} ${name}`);
  }
  tally.summary.push(`library: ${counts.join(", ")} loaded`);
  return {
    behaviour: (name) => {
      const preset = presets.get(`behavior/${name}`);
      return preset?.kind === "behavior" ? preset : null;
    },
    judge: (name) => {
      const preset = presets.get(`judge_preset/${name}`);
      return preset?.kind === "judge_preset" ? preset : null;
    },
  };
}
