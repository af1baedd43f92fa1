// tide-table: prints the tides of one station. Written for the worked exercise of Assay.
import { readFileSync } from "node:fs";

const TIDES = new URL("../tides.csv", import.meta.url);

/** The rows of a station. Its name comes from the query string of a web page: it is compared, never run. */
function tidesAt(station) {
  const rows = readFileSync(TIDES, "utf8").split("\n");
  return rows.filter((row) => row.startsWith(`${station},`)).map((row) => `${row}\n`).join("");
}

const [station] = process.argv.slice(2);
if (station === undefined) {
  console.error("usage: tide-table STATION");
  process.exitCode = 2;
} else {
  process.stdout.write(tidesAt(station));
}
