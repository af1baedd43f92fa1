import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { pseudonymise } from "#contract/guard/register.ts";
import { call } from "../../api.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Page.tsx";
import { FindingList } from "../FindingList.tsx";
import { Verdict } from "../Verdict.tsx";
import { VERDICT_SAYS } from "../words.ts";
import classes from "./register.module.css";

/** A text with pseudonyms of this case in the place of its people; the same person has the same one all through the case. */
export function PseudonymsPart({ of }: { readonly of: string }) {
  const [text, setText] = useState("");
  const ask = useMutation({
    mutationFn: () => call(pseudonymise, { params: { ref: of }, body: { text } }),
  });
  const { data } = ask;
  return (
    <Section
      title="Put pseudonyms in"
      fact="the same person, the same pseudonym all through the case, and never in another one"
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <Textarea
          label="Text"
          autosize
          minRows={3}
          maxRows={16}
          maxLength={200_000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit" loading={ask.isPending} disabled={text.trim() === ""}>
          Put pseudonyms in
        </Button>
        <Refusal error={ask.error} />
        {data && (
          <div role="status">
            <p>
              <Verdict of={data.verdict} />: to everybody, the text {VERDICT_SAYS[data.verdict]}.
            </p>
            {data.output !== null && <pre className={classes.paper}>{data.output}</pre>}
            {data.output === null && <FindingList findings={data.findings} label="Findings" />}
          </div>
        )}
      </form>
    </Section>
  );
}
