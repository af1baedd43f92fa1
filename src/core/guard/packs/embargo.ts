import type { Message } from "../message.ts";
import type { MessagePack, MessageRule } from "../messageRule.ts";
import type { GuardFinding } from "../verdict.ts";

const citation = {
  standard: "FIRST Guidelines and Practices for Multi-Party Vulnerability Coordination",
  clause: "Information sharing under embargo",
  url: "https://www.first.org/global/sigs/vulnerability-coordination/multiparty/",
} as const;

const isWordLike = (char: string | undefined): boolean =>
  char !== undefined && /[\p{L}\p{N}_]/u.test(char);

/** Whole-word, case-insensitive places of one key. */
function placesOf(text: string, key: string): number[] {
  const [haystack, needle] = [text.toLowerCase(), key.toLowerCase()];
  const places: number[] = [];
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    if (!isWordLike(haystack[at - 1]) && !isWordLike(haystack[at + needle.length])) places.push(at);
  }
  return places;
}

function findingsFor(message: Message, key: string): GuardFinding[] {
  return (["subject", "body"] as const).flatMap((part) =>
    placesOf(message[part], key).map(
      (start): GuardFinding => ({
        ruleId: "embargo/key",
        type: "embargo",
        action: "block",
        citation,
        detector: "registry",
        confidence: 1,
        part,
        start,
        end: start + key.length,
        message: "The text names a case that is under embargo for this audience.",
      }),
    ),
  );
}

/** A key of an embargoed case reaches only that case's participants and named persons. */
const embargoKey: MessageRule = {
  id: "embargo/key",
  detect: (message, audience, { embargoed }) =>
    embargoed
      .filter(({ caseId }) => audience.caseId !== caseId)
      .flatMap(({ keys }) => keys.filter((key) => key.length >= 4))
      .flatMap((key) => findingsFor(message, key)),
};

export const embargoPack: MessagePack = { id: "embargo", version: "1", rules: [embargoKey] };
