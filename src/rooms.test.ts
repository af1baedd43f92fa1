import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";

/** The architecture. A room may import its own files, packages, and these rooms. Unlisted means forbidden. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  contract: ["core"],
  store: ["core"],
  outside: ["core"],
  actions: ["core", "store", "outside"],
  doors: ["core", "contract", "actions"],
  web: ["core", "contract"],
};

/**
 * What a room may use of Node itself. `outside` alone reaches for files, other processes and addresses; a door listens,
 * and reads the page it serves; the store reads its own migrations. Path and stream touch nothing.
 */
const MAY_USE: Record<string, readonly string[]> = {
  core: [],
  contract: [],
  web: [],
  store: ["crypto", "fs/promises", "stream", "stream/promises"],
  actions: ["path", "stream"],
  doors: ["fs/promises", "http", "net", "path", "stream", "util"],
};

/** "#store/finding.ts" and "../store/finding.ts" both live in the room "store". */
function roomOf(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1).split("/")[0];
  if (specifier.startsWith("."))
    return posix.join(posix.dirname(importer), specifier).split("/")[0];
  return undefined;
}

/** Static, side-effect, dynamic and re-exporting imports alike. */
const IMPORT = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)"([^"]+)"/g;

function strangersIn(file: string, source: string): string[] {
  const [room = ""] = file.split("/");
  const rooms = [...source.matchAll(IMPORT)].map(([, to = ""]) => roomOf(to, file));
  return rooms.filter(
    (to) => to !== undefined && to !== room && !MAY_IMPORT[room]?.includes(to),
  ) as string[];
}

/** Node's modules and `fetch`, by the rooms that have no use for them. */
function toolsIn(file: string, source: string): string[] {
  const allowed = MAY_USE[file.split("/")[0] ?? ""];
  if (allowed === undefined) return [];
  const used = [...source.matchAll(IMPORT)].flatMap(([, to = ""]) =>
    to.startsWith("node:") && !allowed.includes(to.slice(5)) ? [to] : [],
  );
  const asks = !file.startsWith("web/") && /(?<![.\w])fetch\(/.test(source);
  return asks ? [...used, "fetch"] : used;
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
  (file) =>
    /\.tsx?$/.test(file) &&
    !file.includes(".test.") &&
    file.includes("/") &&
    !file.startsWith("testing/"),
);

describe("rooms", () => {
  test.each(files)("%s keeps to its room", (file) => {
    const source = readFileSync(`src/${file}`, "utf8");
    expect(strangersIn(file, source)).toEqual([]);
    expect(toolsIn(file, source)).toEqual([]);
  });

  test.each([
    ["core/case.ts", 'import { sql } from "#store/database.ts";', "store"],
    ["doors/http/case.ts", 'import { sql } from "../../store/database.ts";', "store"],
    ["web/App.tsx", 'await import("#actions/mergeCases.ts")', "actions"],
    ["contract/case.ts", 'import "#outside/mail.ts";', "outside"],
    ["actions/x.ts", 'export { y } from "#doors/http/app.ts";', "doors"],
  ])("a planted import in %s is found", (file, source, room) => {
    expect(strangersIn(file, source)).toEqual([room]);
  });

  test.each([
    ["actions/x.ts", 'import { spawn } from "node:child_process";', "node:child_process"],
    ["actions/x.ts", 'import { rm } from "node:fs/promises";', "node:fs/promises"],
    ["store/x.ts", "const answer = await fetch(url);", "fetch"],
    ["doors/http/x.ts", 'import { request } from "node:https";', "node:https"],
    ["core/x.ts", 'import { createHash } from "node:crypto";', "node:crypto"],
  ])("a planted reach in %s is found", (file, source, tool) => {
    expect(toolsIn(file, source)).toEqual([tool]);
  });
});

describe("sizes", () => {
  const lines = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|tsx|css|sql)$/.test(file) && !/\.gen\.|\.test\./.test(file))
    .map((file) => ({ file, count: readFileSync(`src/${file}`, "utf8").split("\n").length - 1 }))
    .sort((a, b) => a.count - b.count);
  const at = (share: number) => lines[Math.floor(lines.length * share)]?.count ?? 0;

  test("no file has over 400 lines", () => {
    expect(lines.filter(({ count }) => count > 400)).toEqual([]);
  });
  test("the median file has under 80 lines and nine of ten under 250", () => {
    expect(at(0.5)).toBeLessThan(80);
    expect(at(0.9)).toBeLessThan(250);
  });
});
