import type { TestCaseRow } from "./assert/rows.ts";
import type { Stratum } from "./design/factor.ts";
import { CATEGORY } from "./design/factor.ts";
import { type Identity, toIdentity } from "./identity.ts";

/** One message to the target, and its answer. */
export type PromptContent = {
  readonly title: string;
  /** Instructions that stand before the message; null for the target's own. */
  readonly system: string | null;
  readonly message: string;
};

/** A simulated user with an aim, over several turns. */
export type ScenarioContent = {
  readonly title: string;
  readonly system: string | null;
  /** What the user wants, for whoever plays them. */
  readonly goal: string;
  /** What they say, turn by turn; empty where a model plays them. */
  readonly script: readonly string[];
  readonly mostTurns: number;
};

export type CaseContent =
  | { readonly kind: "prompt"; readonly content: PromptContent }
  | { readonly kind: "scenario"; readonly content: ScenarioContent };

/** What the target is tested with. The id is the content's: it does not change with the target, the order or the number of cases. */
export type TestCase = CaseContent & { readonly id: Identity; readonly stratum: Stratum };

export function toTestCase(held: CaseContent, stratum: Stratum): TestCase {
  const id = toIdentity("case", {
    kind: held.kind,
    content: { ...held.content },
    stratum: { ...stratum },
  });
  return { id, ...held, stratum };
}

const ASSERT_CATEGORY = "behavior";
const ASSERT_TURNS = 6;

/** A row of an ASSERT test set, whose ids are places in a list. */
export function fromAssertCase({ type, seed, dimensions }: TestCaseRow): TestCase {
  const { [ASSERT_CATEGORY]: category, ...others } = dimensions ?? {};
  const stratum = category === undefined ? others : { [CATEGORY]: category, ...others };
  const title = seed.title ?? "";
  const system = seed.system_prompt ?? null;
  const held: CaseContent =
    type === "prompt"
      ? { kind: "prompt", content: { title, system, message: seed.description } }
      : {
          kind: "scenario",
          content: { title, system, goal: seed.description, script: [], mostTurns: ASSERT_TURNS },
        };
  return toTestCase(held, stratum);
}

/** As ASSERT writes it, with our id in the place of a number. */
export function toAssertCase(held: TestCase, behaviour: string): TestCaseRow {
  const { [CATEGORY]: category, ...others } = held.stratum;
  const said = held.kind === "prompt" ? held.content.message : held.content.goal;
  const { title, system } = held.content;
  return {
    type: held.kind,
    test_case_id: held.id,
    behavior: behaviour,
    seed: { title, description: said, ...(system === null ? {} : { system_prompt: system }) },
    dimensions: { ...(category === undefined ? {} : { [ASSERT_CATEGORY]: category }), ...others },
  };
}
