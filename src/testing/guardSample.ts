import type { Check } from "../core/guard/check.ts";
import type { Pack, PackRule } from "../core/guard/pack.ts";

const citation = { standard: "Sample", clause: "1", url: "https://example.org/" };

const rule = (
  name: string,
  type: string,
  pattern: string,
  more: Partial<PackRule> & { readonly detector?: never } = {},
  detector: object = {},
): PackRule => ({
  id: `sample/${name}`,
  type,
  citation,
  action: "rewrite",
  detector: { kind: "pattern", pattern, ...detector },
  examples: [],
  counterExamples: [],
  ...more,
});

const luhn: Check = ({ found }) => {
  const digits = [...found].filter((char) => char >= "0" && char <= "9").map(Number);
  const sum = digits.reverse().reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length > 12 && sum % 10 === 0;
};

export const SAMPLE_CHECKS = { luhn };

/** One rule of each make: fixed beginnings, text before the literal, groups, context, checks, words around, lines, terms. */
export const SAMPLE_PACK: Pack = {
  id: "sample",
  version: "1",
  rules: [
    rule("key", "secret.key", "\\bAK[A-Z0-9]{8}\\b", {
      examples: ["the AK12345678 key", "(AKABCDEFGH)"],
      counterExamples: ["AK1234567", "AK123456789", "xAK12345678"],
    }),
    rule("email", "person.email", "[\\w.+-]{1,64}@[a-z0-9-]{1,30}(?:\\.[a-z]{2,8}){1,3}", {
      examples: ["write to jane.doe@example.com now", "a@b.co.uk"],
      counterExamples: ["jane.doe at example", "@example.com"],
    }),
    rule(
      "assigned",
      "secret.password",
      "(?i)[\\w.-]{0,20}?(?:password|passwd)[ \\t]{0,3}[:=][ \\t]{0,3}['\"]?([a-z0-9!$]{8,24})(?:['\"\\s;]|$)",
      {
        examples: ["password = 'hunter2hunter2'", "db_passwd: abcdefgh1\n"],
        counterExamples: ["password = 'short'", "password hunter2hunter2"],
      },
      { allow: [{ target: "found", patterns: ["^x+$"], stopwords: ["example"] }] },
    ),
    rule(
      "card",
      "person.card",
      "\\b\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{1,4}\\b",
      { examples: ["4111 1111 1111 1111 is a card"], counterExamples: ["4111 1111 1111 1112"] },
      { check: "luhn" },
    ),
    rule(
      "account",
      "person.account",
      "\\b\\d{6,9}\\b",
      { examples: ["account number 12345678"], counterExamples: ["the number 12345678"] },
      { near: { words: ["account"], within: 30 } },
    ),
    rule(
      "line",
      "secret.line",
      "tok_[a-z0-9]{6}",
      { examples: ["use tok_abc123 here"], counterExamples: ["# sample tok_abc123 here"] },
      { allow: [{ target: "line", patterns: ["^# sample"], stopwords: [] }] },
    ),
    rule(
      "far",
      "secret.far",
      "\\b[a-f0-9]{12}\\b",
      { examples: ["heroku: 0123456789ab"], counterExamples: ["0123456789ab heroku"] },
      { anchors: ["heroku"] },
    ),
    rule("block", "secret.pem", "-----BEGIN KEY-----[^-]{1,400}?-----END KEY-----", {
      examples: ["-----BEGIN KEY-----\nabcd\nefgh\n-----END KEY-----"],
      counterExamples: ["-----BEGIN KEY-----\nabcd"],
    }),
    {
      id: "sample/term",
      type: "term.name",
      citation,
      action: "rewrite",
      detector: { kind: "terms", terms: ["Project Nightjar", "Müller"] },
      examples: ["project nightjar is late", "Frau MÜLLER"],
      counterExamples: ["project nightjars", "Müllers"],
    },
  ],
};

/** The same, with a rule that lets nothing pass. */
export const STRICT_PACK: Pack = {
  id: "strict",
  version: "1",
  rules: [
    rule("canary", "canary", "cnry-[0-9]{4}", {
      action: "block",
      examples: ["see cnry-1234"],
      counterExamples: ["cnry-12"],
    }),
  ],
};
