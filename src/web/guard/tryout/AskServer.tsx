import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { tryGuard } from "#contract/guard/pack.ts";
import { call } from "../../api.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Page.tsx";
import { FindingList } from "../FindingList.tsx";
import classes from "../guard.module.css";
import type { Question } from "../read/useReading.ts";
import { Verdict } from "../Verdict.tsx";
import { VERDICT_SAYS } from "../words.ts";

/** The register stays on the server. Staff may send a text there, by an act of their own. */
export function AskServer({ question }: { readonly question: Question }) {
  const asked = useMutation({
    mutationFn: ({ text, audience, packs }: Question) =>
      call(tryGuard, {
        body: {
          text,
          audience: { kind: audience },
          packs: packs.map(({ id }) => id),
          registry: true,
        },
      }),
  });
  const isOfThis = asked.variables === question;
  return (
    <Section
      title="What the desk knows"
      fact="cases under embargo, people, trade secrets, canaries: a register that stays on the server"
      act={
        <Button
          loading={asked.isPending}
          disabled={question.text === ""}
          onClick={() => asked.mutate(question)}
        >
          Send this text to the server, and ask
        </Button>
      }
    >
      <Refusal error={asked.error} />
      {asked.data && isOfThis ? (
        <>
          <p className={classes.note}>
            <Verdict of={asked.data.verdict} />: with the register, the text{" "}
            {VERDICT_SAYS[asked.data.verdict]}. Neither the text nor the answer was stored.
          </p>
          <FindingList findings={asked.data.findings} label="Findings with the register" />
        </>
      ) : (
        <p className={classes.note}>
          The verdict above is by the packs alone. To look for what is registered, the text has to
          go to the server; it is not stored there.
        </p>
      )}
    </Section>
  );
}
