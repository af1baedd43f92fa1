import { SETTING_NAMES, SETTINGS, type SettingName } from "./settings.ts";

export type Flags = Readonly<Partial<Record<SettingName, string>>>;

/** Takes the settings out of a command line (`--port 80` or `--port=80`); the rest is the command's own. */
export function readFlags(args: readonly string[]): {
  readonly flags: Flags;
  readonly rest: string[];
} {
  const flags: Partial<Record<SettingName, string>> = {};
  const rest: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? "";
    const [word = "", ...after] = arg.split("=");
    const name = SETTING_NAMES.find((one) => SETTINGS[one].flag === word);
    if (name === undefined) {
      rest.push(arg);
      continue;
    }
    flags[name] = arg.includes("=") ? after.join("=") : (args[i + 1] ?? "");
    if (!arg.includes("=")) i += 1;
  }
  return { flags, rest };
}
