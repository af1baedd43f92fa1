import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { explainGuardRecord, type GuardRecord } from "#contract/guard/record.ts";
import { call } from "../../api.ts";
import { Refusal } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Page.tsx";
import { State } from "../../ui/Tag.tsx";
import { MarkedText } from "../text/MarkedText.tsx";
import { toStretches, toUnits } from "../text/stretches.ts";
import classes from "./record.module.css";

const SAYS = {
  same: { dot: "ok", says: "The same verdict, the same findings, the same bytes." },
  differs: { dot: "bad", says: "It differs." },
  unknown: { dot: "open", says: "It cannot be decided again." },
} as const;

/** A mail is read as subject and body; everything else has one part. */
const partsOf = ({ channel }: GuardRecord): string[] =>
  channel === "mail" ? ["subject", "body"] : ["body"];

/** The decision once more, on the text that the reader has: it is not stored here, and so not there. */
export function ReplayPart({ record }: { readonly record: GuardRecord }) {
  const names = partsOf(record);
  const [parts, setParts] = useState<Readonly<Record<string, string>>>({});
  const explain = useMutation({
    mutationFn: (given: Readonly<Record<string, string>>) =>
      call(explainGuardRecord, { params: { id: record.id }, body: { parts: given } }),
  });
  const given = Object.fromEntries(names.map((name) => [name, parts[name] ?? ""]));
  const { data, variables } = explain;
  return (
    <Section
      title="Decide it once more"
      fact="by the packs and the register of that moment; the text is sent to this server and not stored"
    >
      <div className={classes.replay}>
        {names.map((name) => (
          <Textarea
            key={name}
            label={name === "body" ? "The text that was read" : `Its ${name}`}
            autosize
            minRows={name === "body" ? 4 : 1}
            maxRows={16}
            value={parts[name] ?? ""}
            onChange={({ currentTarget }) => setParts({ ...parts, [name]: currentTarget.value })}
          />
        ))}
        <p>
          <Button
            loading={explain.isPending}
            disabled={(parts.body ?? "") === ""}
            onClick={() => explain.mutate(given)}
          >
            Send it to the server, and decide again
          </Button>
        </p>
        <Refusal error={explain.error} />
        {data && (
          <div role="status">
            <p>
              <State dot={SAYS[data.replay].dot}>{SAYS[data.replay].says}</State> {data.why}
            </p>
            {data.isInput &&
              names.map((name) => {
                const text = variables?.[name] ?? "";
                const found = data.findings.filter(({ part }) => part === name);
                return (
                  <MarkedText
                    key={name}
                    className={classes.paper}
                    text={text}
                    stretches={toStretches(toUnits(text, found))}
                  />
                );
              })}
          </div>
        )}
      </div>
    </Section>
  );
}
