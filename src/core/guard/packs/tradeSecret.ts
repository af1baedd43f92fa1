import type { Pack } from "../pack.ts";
import { markRule } from "./markRule.ts";

const DTSA = {
  standard: "18 U.S.C. 1839 (Defend Trade Secrets Act)",
  clause: "1839(3)(A) reasonable measures to keep such information secret",
  url: "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title18-section1839",
} as const;
const DIRECTIVE = {
  standard: "Directive (EU) 2016/943",
  clause: "Article 2(1)(c) reasonable steps to keep it secret",
  url: "https://eur-lex.europa.eu/eli/dir/2016/943/oj",
} as const;

/** Terms that a lab has registered, without anybody here knowing them, and texts marked as secret. */
export const tradeSecretPack: Pack = {
  id: "trade-secret",
  version: "1",
  title: "Trade secrets",
  rules: [
    {
      id: "trade-secret/term",
      type: "trade-secret.term",
      citation: DTSA,
      action: "rewrite",
      confidence: 1,
      message: "The text has a term that its owner registered as a trade secret.",
      detector: { kind: "registry", source: "term" },
      examples: [],
      counterExamples: [],
    },
    markRule("trade-secret/mark", DTSA, {
      type: "trade-secret.mark",
      action: "escalate",
      widest: "organisation",
      pattern:
        "\\b(?:(?:contains?|discloses?|constitutes?|are|is)(?: a| our| the)? trade secrets?\\b|trade secrets? of [a-z]|proprietary (?:and|&|/) (?:strictly |highly )?confidential\\b|confidential (?:and|&|/) proprietary\\b|confidential business information\\b)",
      message: "The text says that it holds trade secrets.",
      examples: ["This page contains trade secrets of Example AI.", "CONFIDENTIAL AND PROPRIETARY"],
      counterExamples: ["How to protect a trade secret, a primer."],
    }),
    markRule("trade-secret/weights", DIRECTIVE, {
      type: "trade-secret.weights",
      action: "escalate",
      widest: "organisation",
      pattern:
        "\\b(?:s3|gs|az|abfss?|hdfs)://[\\w.-]{3,80}/[\\w./-]{0,160}?(?:weights|checkpoints?|ckpt|safetensors|pretrain|finetune|rlhf)\\b[\\w./-]{0,80}",
      message: "The text says where weights of a model lie.",
      examples: ["gs://lab-train/run-7/checkpoints/step-90000"],
      counterExamples: ["https://example.com/checkpoints", "s3://public-data/readme.txt"],
    }),
  ],
};
