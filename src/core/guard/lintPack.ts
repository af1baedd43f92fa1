import type { Problem } from "../problem.ts";
import type { Checks } from "./check.ts";
import { compileGuard } from "./engine/compileGuard.ts";
import { readPattern } from "./engine/compilePatternRule.ts";
import { evaluateText } from "./evaluateText.ts";
import { LONGEST_SPAN, type Pack, type PackRule, type PatternDetector } from "./pack.ts";
import { PatternFault } from "./regex/cursor.ts";
import { lengthOf } from "./regex/measure.ts";
import { parsePattern } from "./regex/parse.ts";
import { compilePattern } from "./regex/program.ts";

export type LintOptions = {
  readonly checks: Checks;
  /**
   * What becomes of a pattern whose match has no longest length: refused, since it could hold a stream for ever, or cut
   * after `LONGEST_SPAN` units, which is how patterns made for whole files are read.
   */
  readonly unbounded: "refuse" | "cut";
  /** False for packs that come without examples. */
  readonly needsExamples: boolean;
};

type Say = (rule: string, place: string, message: string) => void;

const ID = /^[a-z0-9-]+\/[A-Za-z0-9_.-]+$/;
const LONGEST_AFTER = 64;
const LONGEST_NEAR = 256;

/** Why a pack may not be loaded: every fault of every rule, each with what to do. Empty: it may. */
export function lintPack(pack: Pack, options: LintOptions): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  pack.rules.forEach((rule, index) => {
    const say: Say = (name, place, message) =>
      problems.push({
        rule: `guard/${name}`,
        pointer: `/rules/${index}${place}`,
        message: `${rule.id}: ${message}`,
      });
    if (seen.has(rule.id))
      say("id", "/id", "another rule of the pack has this id. Give it one of its own.");
    seen.add(rule.id);
    const before = problems.length;
    lintHead(pack, rule, say);
    lintDetector(rule, options, say);
    if (problems.length === before) lintExamples(pack, rule, options, say);
  });
  return problems;
}

function lintHead(pack: Pack, { id, type, citation, confidence }: PackRule, say: Say): void {
  if (!ID.test(id) || !id.startsWith(`${pack.id}/`)) {
    say("id", "/id", `an id has the form "${pack.id}/name".`);
  }
  if (!/^[a-z0-9-]+(?:\.[A-Za-z0-9_.-]+)*$/.test(type)) {
    say("type", "/type", 'a type has the form "kind.name", in small letters.');
  }
  const { standard, clause, url } = citation ?? {};
  if (!standard || !clause || !/^https?:\/\/\S+$/.test(url ?? "")) {
    say("citation", "/citation", "a rule cites a standard, its clause and a URL, or it is none.");
  }
  if (confidence !== undefined && !(confidence > 0 && confidence <= 1)) {
    say("confidence", "/confidence", "confidence lies between 0 and 1.");
  }
}

function lintDetector({ detector }: PackRule, options: LintOptions, say: Say): void {
  if (detector.kind === "pattern") {
    lintPattern(detector, options, say);
    lintSurroundings(detector, options, say);
  } else if (detector.kind === "terms" && !detector.terms.some((term) => term.trim() !== "")) {
    say("terms", "/detector/terms", "there is no term to look for.");
  }
}

const because = (error: unknown): string => {
  if (error instanceof PatternFault) return error.message;
  throw error;
};

function lintPattern(detector: PatternDetector, { unbounded }: LintOptions, say: Say): void {
  const at = "/detector/pattern";
  try {
    const { node, groups } = readPattern(detector);
    compilePattern({ node, groups });
    const { min, max } = lengthOf(node);
    if (min === 0)
      say("empty", at, "the pattern matches nothing at all, so it would match everywhere.");
    if (max > LONGEST_SPAN && unbounded === "refuse") {
      const length = max === Number.POSITIVE_INFINITY ? "any length" : `up to ${max} characters`;
      say(
        "span",
        at,
        `a match may have ${length}: a stream would be held for it. Write {n,m} with at most ${LONGEST_SPAN} in all.`,
      );
    }
    if ((detector.group ?? 0) > groups) {
      say("group", "/detector/group", `the pattern has ${groups} groups.`);
    }
  } catch (error) {
    say("pattern", at, `cannot be read in linear time: ${because(error)}.`);
  }
}

function lintSurroundings(detector: PatternDetector, { checks }: LintOptions, say: Say): void {
  const { check, after = 0, near, allow = [], anchors = [] } = detector;
  if (check !== undefined && !Object.hasOwn(checks, check)) {
    say(
      "check",
      "/detector/check",
      `there is no check "${check}". There are: ${Object.keys(checks).join(", ")}.`,
    );
  }
  if (after < 0 || after > LONGEST_AFTER) {
    say(
      "after",
      "/detector/after",
      `at most ${LONGEST_AFTER} characters behind a match can be seen.`,
    );
  }
  if (near && (near.within > LONGEST_NEAR || near.words.length === 0)) {
    say(
      "near",
      "/detector/near",
      `words near a match stand within at most ${LONGEST_NEAR} characters.`,
    );
  }
  if (anchors.some((text) => text.length < 2)) {
    say("anchors", "/detector/anchors", "an anchor has at least two characters.");
  }
  allow.forEach(({ patterns }, i) => {
    patterns.forEach((pattern, j) => {
      try {
        parsePattern(pattern);
      } catch (error) {
        say("pattern", `/detector/allow/${i}/patterns/${j}`, `cannot be read: ${because(error)}.`);
      }
    });
  });
}

function lintExamples(pack: Pack, rule: PackRule, options: LintOptions, say: Say): void {
  if (rule.detector.kind === "registry") return;
  if (rule.examples.length === 0 && options.needsExamples) {
    say("example", "/examples", "a rule has at least one example of what it finds.");
  }
  try {
    // Of a copy: what its examples make the rule remember is not kept.
    const guard = compileGuard(
      [{ ...pack, rules: [{ ...rule }] }],
      { embargoed: [] },
      options.checks,
    );
    const judge = (text: string) => evaluateText(text, { kind: "public" }, guard);
    rule.examples.forEach((text, i) => {
      const { findings, action } = judge(text);
      if (!findings.some(({ ruleId }) => ruleId === rule.id)) {
        say(
          "example",
          `/examples/${i}`,
          `nothing is found in its example ${JSON.stringify(text)}.`,
        );
      } else if (rule.action === "rewrite" && action !== "rewrite") {
        say(
          "settle",
          `/examples/${i}`,
          "finds itself again in what its rewriting leaves: change the replacement.",
        );
      }
    });
    rule.counterExamples.forEach((text, i) => {
      if (judge(text).findings.length > 0) {
        say(
          "counter-example",
          `/counterExamples/${i}`,
          `finds something in its counter-example ${JSON.stringify(text)}.`,
        );
      }
    });
  } catch (error) {
    say("pattern", "/detector/pattern", `cannot be found by anything: ${because(error)}.`);
  }
}
