import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../../testing/folder.ts";
import { openJournal } from "./journal.ts";
import { readLines } from "./lines.ts";
import { FolderBusy, lockFolder } from "./lock.ts";

const folder = makeFolder("assay-journal-");
let number = 0;
const newPath = (): string => {
  number += 1;
  return join(folder, `journal-${number}.jsonl`);
};

async function linesOf(path: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { text } of readLines(path)) lines.push(text);
  return lines;
}

describe("a journal", () => {
  test("holds what was appended, in its order, once appending has come to an end", async () => {
    const path = newPath();
    const journal = await openJournal(path);
    const lines = Array.from({ length: 500 }, (_, i) => JSON.stringify({ i, text: "ä".repeat(i) }));
    const written = lines.map((line) => journal.append(line));
    await written.at(250);
    expect(readFileSync(path, "utf8")).toContain('{"i":250,');
    await Promise.all(written);
    expect(await linesOf(path)).toEqual(lines);
    expect(journal.waiting()).toBe(0);
    await journal.close();
  });

  test("cut off at any byte keeps every whole line before it, and goes on after them", async () => {
    const rows = ["{}", JSON.stringify({ text: "zwölf €" }), JSON.stringify({ a: [1, 2, 3] })];
    const whole = Buffer.from(rows.map((row) => `${row}\n`).join(""));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (at) => {
        const path = newPath();
        writeFileSync(path, whole.subarray(0, at));
        const kept = whole.subarray(0, at).toString().split("\n").slice(0, -1);
        expect(await linesOf(path)).toEqual(kept);
        const journal = await openJournal(path);
        await journal.append('{"next":true}');
        await journal.close();
        expect(await linesOf(path)).toEqual([...kept, '{"next":true}']);
      }),
      { numRuns: 60 },
    );
  });

  test("reads lines that are longer than what is read at once", async () => {
    const path = newPath();
    const long = `"${"x€".repeat(400_000)}"`;
    writeFileSync(path, `1\n${long}\n2\n`);
    expect(await linesOf(path)).toEqual(["1", long, "2"]);
    expect(await linesOf(join(folder, "nothing"))).toEqual([]);
  });

  test("a reader never sees the line that is being written, and cuts nothing off", async () => {
    const path = newPath();
    writeFileSync(path, '{"a":1}\n{"b":');
    expect(await linesOf(path)).toEqual(['{"a":1}']);
    appendFileSync(path, "2}\n");
    expect(await linesOf(path)).toEqual(['{"a":1}', '{"b":2}']);
  });
});

describe("a folder's lock", () => {
  test("of many that find the lock of one that is no more, one takes it over", async () => {
    for (let round = 0; round < 20; round += 1) {
      const own = makeFolder("assay-lock-");
      const gone = { host: hostname(), pid: 2 ** 30 + round, started: null };
      writeFileSync(join(own, "lock.json"), JSON.stringify(gone));
      const all = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(own)));
      expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    }
  });

  test("lets one in at a time, and the next when it is given back", async () => {
    const own = makeFolder("assay-lock-");
    const unlock = await lockFolder(own);
    await expect(lockFolder(own)).rejects.toThrow(FolderBusy);
    await unlock();
    await (await lockFolder(own))();
    expect(existsSync(join(own, "lock.json"))).toBe(false);
  });

  test("of a process that was killed is taken over, also when its number was given to another", async () => {
    const own = makeFolder("assay-lock-");
    const path = join(own, "lock.json");
    const unlock = await lockFolder(own);
    const held = JSON.parse(readFileSync(path, "utf8"));
    await unlock();
    for (const holder of [
      { ...held, pid: 2 ** 22 + 1 },
      { ...held, started: "1" },
    ]) {
      writeFileSync(path, JSON.stringify(holder));
      await (await lockFolder(own))();
    }
    writeFileSync(path, JSON.stringify({ ...held, host: "elsewhere" }));
    await expect(lockFolder(own)).rejects.toThrow(/on elsewhere.*remove/);
  });

  test("takes away what processes that were killed left beside it, and nothing of others", async () => {
    const own = makeFolder("assay-lock-");
    const gone = { host: hostname(), pid: 2 ** 22 + 1, started: null };
    const put = (name: string, text: string) => writeFileSync(join(own, `lock.json.${name}`), text);
    put("killed", JSON.stringify(gone));
    put("elsewhere", JSON.stringify({ ...gone, host: "elsewhere" }));
    put("half", "");
    put("just-now", "");
    utimesSync(join(own, "lock.json.half"), 1, 1);
    await (await lockFolder(own))();
    expect(readdirSync(own).sort()).toEqual(["lock.json.elsewhere", "lock.json.just-now"]);
  });
});
