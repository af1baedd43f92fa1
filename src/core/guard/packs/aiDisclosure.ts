import type { Allowance, Pack } from "../pack.ts";
import { markRule } from "./markRule.ts";

const article50 = (clause: string) => ({
  standard: "Regulation (EU) 2024/1689 (AI Act)",
  clause,
  url: "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
});
const TEXTS = article50(
  "Article 50(4), second subparagraph: generated text on matters of public interest",
);
const TALKING = article50("Article 50(1): informed that they are interacting with an AI system");

const DISCLOSED: Allowance = {
  target: "line",
  patterns: [
    "(?i)(?:generated|written|drafted|translated|made) (?:by|with)(?: the help of)? (?:an? )?(?:AI|artificial intelligence|language model)|AI-(?:generated|assisted|written)",
  ],
  stopwords: [],
};

/** Texts that a model plainly wrote and that do not say so. Whether a person answers for them, only a person knows. */
export const aiDisclosurePack: Pack = {
  id: "ai-disclosure",
  version: "1",
  title: "Disclosure of AI",
  rules: [
    markRule("ai-disclosure/undisclosed", TEXTS, {
      type: "disclosure.undisclosed",
      action: "escalate",
      pattern:
        "\\b(?:as an? (?:ai|artificial intelligence|large language)(?: language)?(?: model| assistant)?,? i\\b|i (?:am|'m) (?:just )?an? (?:ai|large) (?:language )?(?:model|assistant)|(?:my|as of my) (?:last )?(?:knowledge|training)(?: data)? (?:cut-?off|update)|i (?:can(?:no|')t|do not|don't) (?:have access to|browse) (?:real-?time|the internet)|regenerate response)",
      message: "A model seems to have written this, and the text does not say so.",
      allow: [DISCLOSED],
      examples: [
        "As an AI language model, I cannot give advice.",
        "As of my last knowledge update, nothing was known.",
      ],
      counterExamples: [
        "This page was generated with AI: as an AI language model, I cannot know.",
        "As an aide, I helped.",
      ],
    }),
    markRule("ai-disclosure/denial", TALKING, {
      type: "disclosure.denial",
      action: "escalate",
      pattern:
        "\\b(?:i(?: am|'m) (?:not (?:an? )?(?:ai|bot|robot|chatbot|machine|language model)|(?:a|an actual|a real) (?:human|person))|you(?: are|'re) (?:talking|speaking|chatting) (?:to|with) a (?:real )?(?:human|person)|no ai (?:was|has been) (?:used|involved)|(?:written|created) (?:entirely |solely |100 ?% )?(?:by humans?|without (?:any )?(?:ai|artificial intelligence)))\\b",
      message: "The text says that no AI is involved. Who says so must know.",
      examples: [
        "I'm not a bot.",
        "You are talking to a real person.",
        "No AI was used for this article.",
      ],
      counterExamples: ["I am somebody who uses AI.", "written by the team"],
    }),
    markRule("ai-disclosure/left-over", TEXTS, {
      type: "disclosure.left-over",
      action: "escalate",
      confidence: 0.6,
      pattern:
        "(?:\\b(?:certainly|sure|of course|absolutely)[!,.] (?:here(?: is|'s| are)|i(?:'d| would) be happy)|here(?: is|'s) (?:a|the|your) (?:revised|draft|rewritten|polished|updated) (?:version|text|article|email|message|draft))",
      message: "An answer of a model was pasted with what it says around it.",
      allow: [DISCLOSED],
      examples: [
        "Certainly! Here is a press release.",
        "Here's the revised version of your article:",
      ],
      counterExamples: ["We will certainly be here."],
    }),
  ],
};
