import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFigures, renderFigures } from "../scripts/figures.ts";

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
const PAGES = [...readdirSync("."), ...below("docs"), ...below("examples")].filter((name) =>
  name.endsWith(".md"),
);
const read = (path: string): string => readFileSync(path, "utf8");

/** The heading's anchor, as code forges make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
const anchorsIn = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));

/** Links to files that are not there, and to headings that are not in them. */
function deadLinksIn(page: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = ""]) => to);
  return targets.filter((target) => {
    if (/^(https?:|mailto:)/.test(target)) return false;
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !anchorsIn(file).includes(anchor);
  });
}

/** Files of ours that a page names in passing, `src/rooms.test.ts`, and that are neither there nor below the page. */
const lostFilesIn = (page: string, text: string): string[] =>
  [...text.matchAll(/`((?:src|scripts|bench|e2e|docs|examples|bin|lint)\/[\w./-]+\.\w+)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => !existsSync(path) && !existsSync(join(dirname(page), path)));

/** Folders of somebody's machine. Those that a page tells the reader to make are not meant. */
const MACHINE = /(?<![\w.])\/(?:work|home|root|Users|tmp)\/[\w.]+/g;

describe("the pages", () => {
  test.each(PAGES)("%s links to what is there", (page) => {
    expect(deadLinksIn(page, read(page))).toEqual([]);
  });
  test.each(PAGES)("%s names files that are there, and no folder of a machine", (page) => {
    expect(lostFilesIn(page, read(page))).toEqual([]);
    expect(read(page).match(MACHINE)).toBeNull();
  });

  test("a planted dead link, lost file and folder of a machine are found", () => {
    const text = "[a](docs/none.md) [b](README.md#nowhere) `src/none.ts` /home/somebody/x";
    expect(deadLinksIn("README.md", text)).toEqual(["docs/none.md", "README.md#nowhere"]);
    expect(lostFilesIn("README.md", text)).toEqual(["src/none.ts"]);
    expect(text.match(MACHINE)).toEqual(["/home/somebody"]);
  });

  test("are all found from the index of documents and from that of decisions", () => {
    const named = (page: string) => [...read(page).matchAll(/\]\(([\w./-]+\.md)\)/g)];
    for (const index of ["docs/README.md", "docs/decisions/README.md"]) {
      const linked = named(index).map(([, to = ""]) => to);
      const own = readdirSync(dirname(index)).filter((name) => /\.md$/.test(name));
      expect(linked).toEqual(expect.arrayContaining(own.filter((name) => name !== "README.md")));
    }
  });

  test("README names the two commands", () => {
    const commands = read("README.md").match(/^ {4}npm \w+/gm) ?? [];
    expect(commands.map((line) => line.trim())).toEqual(["npm start", "npm test"]);
  });

  test("name only commands that npm knows", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = PAGES.flatMap((page) => [...read(page).matchAll(/npm run ([\w:]+)/g)]);
    expect(named.map(([, name = ""]) => name).filter((name) => !(name in scripts))).toEqual([]);
  });

  test("show the figures that were measured (else npm run docs)", () => {
    expect(read("docs/figures.md")).toBe(renderFigures(readFigures()));
  });
});

describe("the list of dependencies", () => {
  const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const packages = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((part) =>
    Object.keys(manifest[part] ?? {}),
  );
  const rows = read("docs/dependencies.md").matchAll(/^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \|$/gm);
  const names = [...rows].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
  const covers = (name: string, pkg: string) =>
    name.endsWith("/*") ? pkg.startsWith(name.slice(0, -1)) : pkg === name;

  test("has a row with a licence and a reason for every package", () => {
    expect(packages.filter((pkg) => !names.some((name) => covers(name, pkg)))).toEqual([]);
  });
  test("has no row for a package that is gone", () => {
    expect(names.filter((name) => !packages.some((pkg) => covers(name, pkg)))).toEqual([]);
  });
});
