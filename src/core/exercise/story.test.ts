import { describe, expect, test } from "vitest";
import { fillTries, PARTIES, PEOPLE } from "./people.ts";
import { CASES } from "./step.ts";
import { STORY } from "./story.ts";

describe("story of the exercise", () => {
  test("is told from its beginning to now, and never ahead of it", () => {
    const ago = STORY.map((step) => step.ago);
    expect(ago).toEqual([...ago].sort((a, b) => b - a));
    expect(Math.min(...ago)).toBeGreaterThan(0);
  });

  test("speaks of a case only once its report has come in, and of every case", () => {
    const known = new Set<string>();
    for (const step of STORY) {
      if (step.do === "submit") for (const key of step.cases) known.add(key);
      else expect(known).toContain(step.case);
    }
    expect([...known].sort()).toEqual([...CASES].sort());
  });

  test("lets everybody do only what their roles are for", () => {
    const by = (does: string) =>
      new Set(STORY.filter((step) => step.do === does).map((step) => PEOPLE[step.by].roles[0]));
    expect(by("fixed")).toEqual(new Set(["owner"]));
    expect(by("acknowledge")).toEqual(new Set(["owner"]));
    expect(by("submit")).toEqual(new Set(["lab-officer", "finder"]));
    for (const role of [...by("send"), ...by("publish")]) {
      expect(["analyst", "coordinator"]).toContain(role);
    }
  });
});

describe("people of the exercise", () => {
  test("no address of theirs exists", () => {
    for (const { contact } of Object.values(PARTIES)) {
      if (contact !== null) expect(contact).toMatch(/\.example$/);
    }
  });

  test("what to try names the story’s cases and the public pages, nothing else", () => {
    const words = Object.fromEntries([...CASES, "site"].map((word) => [word, "here"]));
    for (const { tries } of Object.values(PEOPLE)) {
      for (const [, word = ""] of tries.matchAll(/\{(\w+)\}/g)) expect(words).toHaveProperty(word);
      expect(fillTries(tries, words)).not.toMatch(/[{}]/);
    }
  });
});
