import { useSyncExternalStore } from "react";
import type { SealedReading } from "#core/guard/plaintext.ts";
import type { Recipient } from "#core/sealed/recipient.ts";
import { queryClient } from "../../queries.ts";
import { connect } from "../../sealed/connect.ts";
import { type Job, openJob } from "../../sealed/job.ts";
import { openUpload } from "../../sealed/sealUpload.ts";
import { reviewQuery } from "../reviewQuery.ts";
import { rememberUsed } from "./usedKeys.ts";

type Asked = {
  /** Reference of the review. */
  readonly review: string;
  readonly file: File;
  readonly recipients: readonly Recipient[];
  readonly about: Readonly<Record<string, unknown>>;
  readonly reading: SealedReading;
};

/** Something that this tab seals or has just sealed. */
export type Sealing = {
  readonly id: string;
  readonly review: string;
  /** Its name stays in this tab and inside of what is sealed. */
  readonly name: string;
  readonly readers: readonly string[];
  readonly job: Job<{ readonly id: string; readonly digest: string }>;
  /** Goes on where it was, after trouble or a stop. */
  readonly run: () => void;
};

let sealings: readonly Sealing[] = [];
const listeners = new Set<() => void>();
const put = (next: readonly Sealing[]) => {
  sealings = next;
  for (const tell of listeners) tell();
};

const isUnderWay = ({ job }: Sealing): boolean => job.state().is === "running";
/** What is not there yet is lost with the tab: its key is in this page's memory and nowhere else. */
const isLost = ({ job }: Sealing): boolean => !["ended", "idle"].includes(job.state().is);
const warn = (event: BeforeUnloadEvent) => {
  if (sealings.some(isLost)) event.preventDefault();
};

/** Seals and uploads. It goes on while the tab is open, whatever page is shown. */
export function startSealing({ review, file, recipients, about, reading }: Asked): void {
  const job: Sealing["job"] = openJob(() => performance.now());
  const upload = openUpload({ file, recipients, about, reading });
  const run = async () => {
    window.addEventListener("beforeunload", warn);
    await job.run((signal, onProgress) => upload.run(connect(review, signal), onProgress));
    if (!sealings.some(isLost)) window.removeEventListener("beforeunload", warn);
    if (job.state().is !== "ended") return;
    rememberUsed(
      localStorage,
      recipients.map(({ key }) => key),
    );
    void queryClient.invalidateQueries({ queryKey: reviewQuery(review).queryKey });
  };
  const sealing: Sealing = {
    id: crypto.randomUUID(),
    review,
    name: file.name,
    readers: [...new Set(recipients.map(({ name }) => name))],
    job,
    run: () => void run(),
  };
  put([...sealings, sealing]);
  sealing.run();
}

/** Takes it off the page; what is under way is stopped. */
export function dismissSealing(id: string): void {
  const gone = sealings.find((one) => one.id === id);
  if (gone && isUnderWay(gone)) gone.job.stop();
  put(sealings.filter((one) => one.id !== id));
}

const subscribe = (tell: () => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

export const useSealings = (): readonly Sealing[] =>
  useSyncExternalStore(subscribe, () => sealings);
