import { OTHER_VARIABLES, SETTING_NAMES, SETTINGS, type Setting } from "./settings.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|");

function rowOf(name: (typeof SETTING_NAMES)[number]): string {
  const { env, flag, takes, about, otherwise, fallback } = SETTINGS[name] as Setting<unknown>;
  const value = Array.isArray(fallback) ? fallback.join(",") : String(fallback);
  const cells = [
    `\`${env}\``,
    `\`${flag} ${takes}\``,
    `\`${name}\``,
    about,
    otherwise ?? `\`${value}\``,
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

/** docs/configuration.md */
export const renderConfigurationPage = (): string =>
  [
    "# Configuration",
    "",
    "<!-- Written by scripts/configuration.ts from src/outside/config/settings.ts. Do not edit. -->",
    "",
    "Nothing has to be configured. A value is taken from the command line, else from the environment, else from the",
    "configuration file, else it is the default. A value that cannot be used ends the start with what is wrong and what",
    "would be right; nothing is guessed. `assay doctor` shows which values are in force and where they come from.",
    "",
    "The configuration file is `assay.config.json` beside `package.json`, or the one that `ASSAY_CONFIG` names: one JSON",
    'object such as `{ "port": 8080, "origin": "https://assay.example" }`. Relative paths in it count from where it lies.',
    "",
    "| environment | flag | file | what it does | default |",
    "|---|---|---|---|---|",
    ...SETTING_NAMES.map(rowOf),
    "",
    "Read by single commands only:",
    "",
    "| environment | what it does |",
    "|---|---|",
    ...Object.entries(OTHER_VARIABLES).map(([name, about]) => `| \`${name}\` | ${cell(about)} |`),
    "",
  ].join("\n");
