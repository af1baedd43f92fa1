import type { Pack } from "../pack.ts";
import { markRule } from "./markRule.ts";

const rule2210 = (clause: string) => ({
  standard: "FINRA Rule 2210",
  clause,
  url: "https://www.finra.org/rules-guidance/rulebooks/finra-rules/2210",
});
const PROMISSORY = rule2210("(d)(1)(B) false, exaggerated, unwarranted, promissory or misleading");
const PROJECTION = rule2210("(d)(1)(F) predict or project performance");
const BALANCE = rule2210("(d)(1)(A) fair and balanced, sound basis");
const MONEY = "(?:returns?|profits?|income|gains?|earnings|yields?|payouts?|performance|principal)";

/** Promises that communications with the public about investments may not make. */
export const finraPack: Pack = {
  id: "finra",
  version: "1",
  title: "Financial promotions",
  rules: [
    markRule("finra/guarantee", PROMISSORY, {
      type: "promotion.guarantee",
      action: "rewrite",
      replacement: "possible returns, which are not assured",
      pattern:
        `\\b(?:100 ?% )?(?:guarantee(?:d|s)?|assured|certain|sure-fire|promised?)(?: (?:you|us|your|our|a|an|the|high|higher|steady|monthly|annual|minimum|positive|big|huge|fixed))*? ${MONEY}\\b`.replace(
          "*?",
          "{0,4}",
        ),
      message: "The text guarantees a return.",
      examples: ["This fund offers guaranteed returns.", "We guarantee you a steady income"],
      counterExamples: ["Returns are not guaranteed.", "a guaranteed delivery date"],
    }),
    markRule("finra/risk-free", PROMISSORY, {
      type: "promotion.risk-free",
      action: "rewrite",
      replacement: "subject to risk",
      pattern:
        "\\b(?:risk-?\\s?free (?:investment|return|profit|opportunity|way)|(?:completely|totally|virtually|absolutely|100 ?%) (?:risk-?\\s?free|safe)|(?:without|zero|no)(?: any)? (?:downside|risk (?:of loss|to (?:you|your))|risk at all)|(?:you )?(?:can(?:'t|not)|can never|will never) lose(?: money)?)\\b",
      message: "The text says that there is no risk.",
      examples: ["It is completely risk-free.", "You can't lose money with this.", "zero downside"],
      counterExamples: ["the risk-free rate of the model", "you may lose money"],
    }),
    markRule("finra/exaggeration", PROMISSORY, {
      type: "promotion.exaggeration",
      action: "rewrite",
      replacement: "an investment with risks and possible rewards",
      pattern:
        "\\b(?:once[- ]in[- ]a[- ]lifetime (?:investment|opportunity)|get rich quick|(?:the )?(?:best|safest|surest|smartest) investment (?:ever|available|you can make|on the market)|sure thing|can't[- ]miss (?:investment|opportunity|stock)|explosive (?:growth|gains|returns)|(?:double|triple|10x|quadruple) your (?:money|investment|savings)|beats? the market (?:every|each) (?:time|year|month)|always outperforms?)\\b",
      message: "The text exaggerates.",
      examples: [
        "Double your money",
        "A once-in-a-lifetime opportunity!",
        "It always outperforms.",
      ],
      counterExamples: ["a sound investment", "double your efforts"],
    }),
    markRule("finra/projection", PROJECTION, {
      type: "promotion.projection",
      action: "escalate",
      pattern:
        "\\b(?:will|is going to|is expected to|should|projected to|forecast to|on track to) (?:return|earn|yield|gain|grow|deliver|pay|rise|appreciate|generate)\\b[^.\\n]{0,60}?\\d{1,4}(?:\\.\\d{1,2})? ?(?:%|percent|per cent)",
      message: "The text predicts a performance.",
      examples: [
        "The fund will return 12% a year.",
        "is expected to grow by at least 8 percent annually",
      ],
      counterExamples: ["The fund returned 12% last year.", "We will return 12 boxes."],
    }),
    markRule("finra/past-performance", PROJECTION, {
      type: "promotion.past-performance",
      action: "escalate",
      pattern:
        "\\b(?:past (?:performance|results|returns)|track record|history) (?:guarantees?|proves?|shows? (?:that )?(?:it|we|you) will|ensures?|means? (?:it|we|you) will)\\b",
      message: "The text implies that past performance will recur.",
      examples: ["Past performance guarantees future success.", "Our track record proves it."],
      counterExamples: ["Past performance does not guarantee future results."],
    }),
    markRule("finra/pressure", BALANCE, {
      type: "promotion.pressure",
      action: "escalate",
      pattern:
        "\\b(?:act now|invest (?:now|today)|buy now|don't wait)\\b[^.\\n]{0,60}\\b(?:before it's too late|miss out|while (?:it|they) lasts?|limited (?:time|spots|offer)|last chance)\\b",
      message: "The text presses its reader to decide.",
      examples: ["Invest now before it's too late!", "Act now, limited time only"],
      counterExamples: ["Act now to patch your server."],
    }),
    markRule(
      "finra/endorsement",
      rule2210("(c)(7) and (d)(1)(B): no suggestion of endorsement by FINRA or the SEC"),
      {
        type: "promotion.endorsement",
        action: "escalate",
        pattern:
          "\\b(?:approved|endorsed|recommended|backed|certified) by (?:the )?(?:sec|finra|sipc|fdic|securities and exchange commission)\\b",
        message: "The text claims that a regulator stands behind it.",
        examples: ["Approved by the SEC"],
        counterExamples: ["Registered with the SEC", "reviewed by the second team"],
      },
    ),
  ],
};
