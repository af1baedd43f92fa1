/** Writes docs/configuration.md from the list of settings. A test fails when the page is not what this would write. */
import { writeFileSync } from "node:fs";
import { renderConfigurationPage } from "#outside/config/page.ts";

writeFileSync(new URL("../docs/configuration.md", import.meta.url), renderConfigurationPage());
