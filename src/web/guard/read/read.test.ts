import { expect, test } from "vitest";
import { checkFile, judgeRule, MOST_FINDINGS, readText } from "./jobs.ts";
import { askLatest } from "./latest.ts";

const personal = { id: "personal", content: null };
const job = { do: "read", audience: "public", packs: [personal], isJson: false } as const;
const OWN = `id: berth
version: "2"
citation: { standard: Berth rules, clause: "4", url: "https://berth.example/rules" }
rules:
  - id: dock
    type: berth.dock
    action: rewrite
    detector: { pattern: "dock-[0-9]{3}" }
    examples: ["at dock-117"]
    counterExamples: ["at dock-x"]
`;

test("a text is read as the outbox reads it", () => {
  const { verdict, findings, output } = readText("Write to ada.lovelace@example.com.", job);
  expect(verdict).toBe("rewrite");
  expect(findings[0]).toMatchObject({ ruleId: "personal/email", start: 9, end: 33, part: "body" });
  expect(output).not.toContain("ada.lovelace");
});

test("of very many findings the first are told, and all are counted", () => {
  const many = "ada.lovelace@example.com\n".repeat(MOST_FINDINGS + 20);
  const { findings, count } = readText(many, job);
  expect([findings.length, count]).toEqual([MOST_FINDINGS, MOST_FINDINGS + 20]);
});

test("a JSON document stays one; what is none is said to be none, and is read all the same", () => {
  const document = '{"mail":"ada.lovelace@example.com"}';
  const read = readText(document, { ...job, isJson: true });
  expect(Object.keys(JSON.parse(read.output ?? "") as object)).toEqual(["mail"]);
  expect(read.isNoJson).toBe(false);
  const broken = readText("{ada.lovelace@example.com", { ...job, isJson: true });
  expect(broken).toMatchObject({ isNoJson: true, verdict: "rewrite" });
});

test("examples of a rule are judged by that rule, of packs from elsewhere too", () => {
  const email = judgeRule({ do: "rule", pack: personal, ruleId: "personal/email" });
  expect(email.examples.every(({ findings }) => findings.length > 0)).toBe(true);
  expect(email.counterExamples.every(({ findings }) => findings.length === 0)).toBe(true);
  const content = JSON.stringify({ id: "x", version: "1", rules: [] });
  expect(judgeRule({ do: "rule", pack: { id: "x", content }, ruleId: "x/y" }).examples).toEqual([]);
});

test("a pack's file is checked, and its fault has its line", () => {
  expect(checkFile(OWN, { do: "file", name: "berth.yaml" })).toEqual({
    pack: { id: "berth", version: "2", rules: 1 },
    problems: [],
  });
  const endless = checkFile(OWN.replace("{3}", "+"), { do: "file", name: "berth.yaml" });
  expect(endless.pack).toBeNull();
  expect(endless.problems[0]).toMatchObject({ pointer: "/rules/0/detector/pattern" });
  expect(endless.problems[0]?.message).toMatch(/^Line 8: /);
});

test("of questions that come while one is under way, the last is asked", async () => {
  const asked: number[] = [];
  const told: number[] = [];
  let release: () => void = () => undefined;
  const latest = askLatest(
    async (question: number) => {
      asked.push(question);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return question * 10;
    },
    (_, answer) => told.push(answer),
    () => undefined,
  );
  for (const question of [1, 2, 3]) latest.put(question);
  release();
  await new Promise((resolve) => setTimeout(resolve));
  expect([asked, told]).toEqual([[1, 3], [10]]);
  latest.end();
  release();
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([10]);
});
