import { Button } from "@mantine/core";
import { useSyncExternalStore } from "react";
import batch from "../../ui/batch.module.css";
import states from "../../ui/states.module.css";
import { toSize } from "../words.ts";
import { dismissSealing, type Sealing } from "./sealings.ts";

/** Something being sealed in this tab: how far it is, who is to read it, and how to stop it or go on. */
export function SealingStrip({ sealing }: { readonly sealing: Sealing }) {
  const { job, name } = sealing;
  const state = useSyncExternalStore(job.subscribe, job.state);
  const share = shareOf(state);
  return (
    <section className={batch.strip} aria-label={`Sealing ${name}`}>
      <span className={batch.name}>
        <b className="strong">{name}</b>{" "}
        <span className="dim">for {sealing.readers.join(", ")}</span>
      </span>
      <div
        className={batch.bar}
        role="progressbar"
        aria-label={`Sealed and sent of ${name}`}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i className={batch.new} style={{ width: `${share * 100}%` }} />
      </div>
      <span className="row">
        <span className="soft" role="status">
          {saysOf(state)}
        </span>
        {state.is === "running" && (
          <Button variant="subtle" onClick={() => job.stop()}>
            Stop
          </Button>
        )}
        {(state.is === "stopped" || state.is === "broken") && (
          <Button onClick={sealing.run}>Go on</Button>
        )}
        {state.is !== "running" && (
          <Button variant="subtle" onClick={() => dismissSealing(sealing.id)}>
            Dismiss
          </Button>
        )}
      </span>
      <span className="dim">
        {state.is === "running" &&
          "Encrypted here, part by part. Goes on while this tab is open, whatever page you look at."}
        {state.is === "stopped" &&
          "What was sent stays there, unreadable. Go on in this tab; its key is nowhere else."}
        {state.is === "ended" && "Only its readers can open it."}
      </span>
      {state.is === "broken" && <p className={states.mark}>{state.error.message}</p>}
    </section>
  );
}

type State = ReturnType<Sealing["job"]["state"]>;

function shareOf(state: State): number {
  if (state.is === "ended") return 1;
  if (state.is !== "running" || !state.whole) return 0;
  return Math.min(1, state.done / state.whole);
}

function saysOf(state: State): string {
  switch (state.is) {
    case "running":
      return state.whole ? `${toSize(state.done)} of ${toSize(state.whole)}` : "being prepared";
    case "ended":
      return "sealed";
    case "stopped":
      return "stopped";
    case "broken":
      return "interrupted";
    case "idle":
      return "";
  }
}
