import { useQuery } from "@tanstack/react-query";
import type { PackPage, PackRuleLine } from "#contract/guard/pack.ts";
import { Asked } from "../../ui/Asked.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Section } from "../../ui/Page.tsx";
import { openReader } from "../read/openReader.ts";
import { Verdict } from "../Verdict.tsx";
import { ACTION_SAYS, AUDIENCE_SAYS, detectorSays, registerSays } from "../words.ts";
import { Examples } from "./Examples.tsx";
import classes from "./packs.module.css";

/** The examples, judged here and now by this rule alone. */
const judgedQuery = (pack: PackPage, ruleId: string) => ({
  queryKey: ["guard", "judged", pack.hash, ruleId],
  queryFn: async () => {
    const reader = openReader();
    try {
      return await reader.judgeRule({ pack: { id: pack.id, content: pack.content }, ruleId });
    } finally {
      reader.close();
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

const looks = ({ detector, looksFor }: PackRuleLine) =>
  detector === "registry" ? (
    registerSays(looksFor)
  ) : (
    <code className={classes.pattern}>{looksFor}</code>
  );

/** One rule in full. */
export function RulePanel({
  rule,
  pack,
}: {
  readonly rule: PackRuleLine;
  readonly pack: PackPage;
}) {
  const judged = useQuery(judgedQuery(pack, rule.id));
  const { citation } = rule;
  return (
    <article aria-label={rule.id}>
      <h2 className={classes.ruleName}>{rule.message || rule.id}</h2>
      <dl className={classes.rule}>
        <dt>Rule</dt>
        <dd className="mono">{rule.id}</dd>
        <dt>Finds</dt>
        <dd className="mono">{rule.type}</dd>
        <dt>Then</dt>
        <dd>
          <Verdict of={rule.action} />. {ACTION_SAYS[rule.action as keyof typeof ACTION_SAYS]}
          {rule.action === "rewrite" && (
            <>
              {" "}
              In its place: <code>{rule.replacement}</code>
            </>
          )}
        </dd>
        <dt>By</dt>
        <dd>
          <a className="in" href={citation.url} target="_blank" rel="noreferrer">
            {citation.standard}
          </a>
          , {citation.clause}
        </dd>
        <dt>May be read by</dt>
        <dd>{rule.widest === null ? "nobody" : `${AUDIENCE_SAYS[rule.widest]}, and narrower`}</dd>
        <dt>How</dt>
        <dd>
          {detectorSays(rule.detector)}, confidence {rule.confidence}: {looks(rule)}
        </dd>
      </dl>
      {rule.detector === "registry" ? (
        <EmptyState fact="No examples.">
          What it finds is what the desk has registered at that moment.
        </EmptyState>
      ) : (
        <Section title="Examples" fact="as this rule judges them, here and now">
          <Asked query={judged} what="the examples" lines={4}>
            {(data) => <Examples judged={data} />}
          </Asked>
        </Section>
      )}
    </article>
  );
}
