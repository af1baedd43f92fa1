// tide-table: prints the tides of one station. Written for the worked exercise of Assay.
import { execSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const TIDES = fileURLToPath(new URL("../tides.csv", import.meta.url));

/** The rows of a station. Its name comes from the query string of a web page. */
function tidesAt(station) {
  return execSync(`grep '^${station},' '${TIDES}' || true`, { encoding: "utf8" });
}

const [station] = process.argv.slice(2);
if (station === undefined) {
  console.error("usage: tide-table STATION");
  process.exitCode = 2;
} else {
  process.stdout.write(tidesAt(station));
}
