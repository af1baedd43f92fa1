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

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
  (file) =>
    /\.tsx?$/.test(file) &&
    !file.includes(".test.") &&
    file.includes("/") &&
    !file.startsWith("testing/"),
);

describe("rooms", () => {
  test.each(files)("%s keeps to its room", (file) => {
    expect(strangersIn(file, readFileSync(`src/${file}`, "utf8"))).toEqual([]);
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
