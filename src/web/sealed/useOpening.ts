import { useMemo, useSyncExternalStore } from "react";
import type { Label } from "#core/sealed/label.ts";
import { connect } from "./connect.ts";
import { identities } from "./identities.ts";
import { openJob } from "./job.ts";
import { openThing } from "./openThing.ts";
import { memorySink, openSink } from "./sink.ts";

/** `digest` is the one in the review's record. */
type Thing = { readonly id: string; readonly digest: string };

type Opened = {
  readonly label: Label;
  /** Where it was opened to be shown here. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
};

/** What is shown in the page is at most so long. */
const SHOWN = 2 ** 20;

/** Opening a sealed thing of a review with the private keys at hand: only its label, to be shown here, or to be saved. */
export function useOpening(review: string, thing: Thing) {
  const job = useMemo(() => openJob<Opened>(() => performance.now()), []);
  const open = (signal: AbortSignal) =>
    openThing({
      server: connect(review, signal),
      ...thing,
      identities: identities.all().map(({ identity }) => identity),
    });
  return {
    state: useSyncExternalStore(job.subscribe, job.state),
    /** What it is called. */
    name: () =>
      job.run(async (signal) => {
        const { label } = await open(signal);
        return { label, bytes: null };
      }),
    show: () =>
      job.run(async (signal, onProgress) => {
        const { label, saveTo } = await open(signal);
        const sink = memorySink(SHOWN);
        await saveTo(sink, onProgress);
        return { label, bytes: sink.bytes() };
      }),
    /** From a click, with the label that `name` gave: browsers ask where to save only then. */
    save: async (label: Label) => {
      const sink = await openSink(label);
      await job.run(async (signal, onProgress) => {
        const opened = await open(signal).catch(async (error: unknown) => {
          await sink.drop();
          throw error;
        });
        await opened.saveTo(sink, onProgress);
        return { label: opened.label, bytes: null };
      });
    },
    stop: job.stop,
  };
}
