import { useSyncExternalStore } from "react";
import {
  BatchLine,
  listBatches,
  type Receipt,
  submitBatch,
  submitReport,
} from "#contract/clearinghouse/report.ts";
import { call, callForStream } from "../../api.ts";
import { queryClient } from "../../queries.ts";
import { cutAtLines, linesOf } from "./ndjson.ts";
import { add, NOTHING, type Tally, withBatch } from "./progress.ts";

type TlpLabel = "CLEAR" | "GREEN" | "AMBER" | "AMBER+STRICT" | "RED";

export type Upload = {
  readonly id: string;
  readonly name: string;
  readonly state: "sending" | "done" | "failed" | "stopped";
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** Lines in the file; unknown for an archive. */
  readonly total: number | undefined;
  readonly tally: Tally;
  /** Of a single file: where its findings went. */
  readonly receipt: Receipt | undefined;
  readonly error: Error | undefined;
};

/** Ten thousand answers have about two megabytes, and a socket's buffers hold about four. */
const PART = { bytes: 24 * 1024 * 1024, lines: 10_000, free: 2 * 1024 * 1024 };

let uploads: readonly Upload[] = [];
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function put(id: string, part: Partial<Upload>): void {
  uploads = uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload));
  for (const tell of listeners) tell();
}

/** Sends files one after the other. They go on while the tab is open, whatever page is shown. */
export async function submitFiles(files: readonly File[], tlp: TlpLabel): Promise<void> {
  const started = files.map((file) => ({ file, id: crypto.randomUUID() }));
  uploads = [
    ...uploads,
    ...started.map(
      ({ file, id }): Upload => ({
        id,
        name: file.name,
        state: "sending",
        startedAt: Date.now(),
        endedAt: undefined,
        total: undefined,
        tally: NOTHING,
        receipt: undefined,
        error: undefined,
      }),
    ),
  ];
  for (const { file, id } of started) await submitOne(id, file, tlp);
}

async function submitOne(id: string, file: File, tlp: TlpLabel): Promise<void> {
  const stop = new AbortController();
  stops.set(id, stop);
  window.addEventListener("beforeunload", warn);
  put(id, { startedAt: Date.now() });
  try {
    if (/\.(ndjson|jsonl|zip)$/i.test(file.name)) await sendBatch(id, file, tlp, stop.signal);
    else await sendFile(id, file, tlp, stop.signal);
    put(id, { state: "done" });
  } catch (error) {
    const stopped = stop.signal.aborted;
    put(id, {
      state: stopped ? "stopped" : "failed",
      error: stopped ? undefined : (error as Error),
    });
  }
  put(id, { endedAt: Date.now() });
  stops.delete(id);
  if (stops.size === 0) window.removeEventListener("beforeunload", warn);
  for (const key of ["batches", "cases", "case-counts", "me", "findings", "proposals", "counts"])
    void queryClient.invalidateQueries({ queryKey: [key] });
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

async function sendFile(id: string, file: File, tlp: TlpLabel, signal: AbortSignal): Promise<void> {
  const receipt = await call(submitReport, { query: { name: file.name, tlp }, body: file, signal });
  const tally = add(NOTHING, { ...receipt, line: 1 }, 0);
  put(id, { total: 1, receipt, tally });
}

async function sendBatch(
  id: string,
  file: File,
  tlp: TlpLabel,
  signal: AbortSignal,
): Promise<void> {
  const archive = /\.zip$/i.test(file.name);
  const parts = archive ? [{ blob: file, lines: 0 }] : await cutAtLines(file, PART);
  if (!archive) put(id, { total: parts.reduce((sum, { lines }) => sum + lines, 0) });
  const key = crypto.randomUUID();
  let before = 0;
  for (const [at, { blob, lines }] of parts.entries()) {
    const name = parts.length === 1 ? file.name : `${file.name}, part ${at + 1} of ${parts.length}`;
    await sendPart(id, blob, { name, tlp, key: `${key}-${at}`, before, archive, signal });
    before += lines;
  }
}

type Part = {
  readonly name: string;
  readonly tlp: TlpLabel;
  readonly key: string;
  readonly before: number;
  readonly archive: boolean;
  readonly signal: AbortSignal;
};

async function sendPart(id: string, body: Blob, part: Part): Promise<void> {
  const type = part.archive ? "application/zip" : "application/x-ndjson";
  const before = tallyOf(id);
  const stopLooking = lookOn(id, before, part.name);
  const stream = await callForStream(submitBatch, {
    query: { name: part.name.slice(0, 255), tlp: part.tlp },
    body: new Blob([body], { type }),
    headers: { "idempotency-key": part.key },
    signal: part.signal,
  }).finally(stopLooking);
  let shown = 0;
  let tally = before;
  for await (const text of linesOf(stream)) {
    const line = BatchLine.safeParse(JSON.parse(text));
    if (line.success) tally = add(tally, line.data, part.before);
    if (performance.now() - shown < 100 || tally.done < tallyOf(id).done) continue;
    shown = performance.now();
    put(id, { tally });
  }
  put(id, { tally });
}

const tallyOf = (id: string): Tally => uploads.find((upload) => upload.id === id)?.tally ?? NOTHING;

/** Until the answer begins, the server's count of the batch is what there is to show. */
function lookOn(id: string, before: Tally, name: string): () => void {
  const look = async () => {
    const { items } = await call(listBatches, { query: { limit: 10 } });
    const batch = items.find((each) => each.name === name && each.finishedAt === null);
    if (batch && timer !== undefined) put(id, { tally: withBatch(before, batch) });
  };
  let timer: ReturnType<typeof setInterval> | undefined = setInterval(
    () => void look().catch(() => undefined),
    1_000,
  );
  return () => {
    clearInterval(timer);
    timer = undefined;
  };
}

/** Stops a running upload. What was acknowledged stays. */
export const stopUpload = (id: string): void => stops.get(id)?.abort();
export const dismissUpload = (id: string): void => {
  uploads = uploads.filter((upload) => upload.id !== id);
  for (const tell of listeners) tell();
};

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
export const useUploads = (): readonly Upload[] => useSyncExternalStore(subscribe, () => uploads);
