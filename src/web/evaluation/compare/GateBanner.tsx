import { Button } from "@mantine/core";
import type { ComparisonPage } from "#contract/evaluation/comparison.ts";
import { figure } from "../outcomeSays.ts";
import classes from "./compare.module.css";
import { basisSays, differenceSays, gateTitle, powerSays, testSays } from "./gateSays.ts";
import type { CompareView } from "./view.ts";

/** What a gate says of B: its answer, by what, every reason, and with which power. */
export function GateBanner(props: {
  readonly page: ComparisonPage;
  readonly onOpen: (change: CompareView["change"]) => void;
}) {
  const { gate, changed, unpaired } = props.page;
  return (
    <section className={classes.gate} data-decision={gate.decision} aria-label="Gate">
      <h2>{gateTitle(gate)}</h2>
      <div>
        <p>
          {basisSays(gate)} B − A is <b className="strong">{differenceSays(gate)}</b>.{" "}
          {testSays(gate)}
        </p>
        {unpaired !== null && <p>{unpaired}</p>}
        <ul>
          {gate.reasons.map(({ code, message }) => (
            <li key={`${code} ${message}`}>{message.replaceAll("_", " ")}</li>
          ))}
        </ul>
        <p className="dim">{powerSays(gate)}</p>
      </div>
      {changed.worse > 0 && (
        <Button onClick={() => props.onOpen("worse")}>
          Open the {figure.format(changed.worse)} {changed.worse === 1 ? "trial" : "trials"}
        </Button>
      )}
    </section>
  );
}
