import { type Label, toFileName } from "#core/sealed/label.ts";

/** Where opened bytes go in a browser. A piece may be overwritten when its promise resolves. */
export type Sink = {
  readonly write: (piece: Uint8Array) => Promise<void>;
  readonly keep: () => Promise<void>;
  /** What did not hold to its end: nothing of it is left. */
  readonly drop: () => Promise<void>;
};

/** Of the browsers that let a page write to a file that the person picked. */
type SavePicker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

export const nameFor = (label: Label): string => toFileName(label.name) ?? "sealed";

const GATHER = 2 ** 20;

/** Small pieces are written together, a megabyte at a time: each write is a message to another process. */
export function gathering(write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>) {
  const buffer = new Uint8Array(GATHER);
  let held = 0;
  const flush = async () => {
    const bytes = buffer.subarray(0, held);
    held = 0;
    if (bytes.length > 0) await write(bytes);
  };
  return {
    flush,
    write: async (piece: Uint8Array) => {
      for (let at = 0; at < piece.length; ) {
        const taken = piece.subarray(at, at + GATHER - held);
        buffer.set(taken, held);
        held += taken.length;
        at += taken.length;
        if (held === GATHER) await flush();
      }
    },
  };
}

/** The file has its content when it is closed, and not before: until then the browser writes elsewhere. */
async function sinkInto(handle: FileSystemFileHandle, onKept: () => Promise<void>): Promise<Sink> {
  const stream = await handle.createWritable();
  const { write, flush } = gathering((bytes) => stream.write(bytes));
  return {
    write,
    keep: async () => {
      await flush();
      await stream.close();
      await onKept();
    },
    drop: async () => {
      await stream.abort().catch(() => undefined);
    },
  };
}

const picker = (): SavePicker | undefined =>
  (window as { readonly showSaveFilePicker?: SavePicker }).showSaveFilePicker?.bind(window);

const PREFIX = "opened-";

/** A file of the page's own, which the browser then downloads. It lies there opened until `sweepOpened` runs. */
async function sinkForDownload(label: Label): Promise<Sink> {
  const root = await navigator.storage.getDirectory();
  const own = `${PREFIX}${crypto.randomUUID()}`;
  const handle = await root.getFileHandle(own, { create: true });
  const sink = await sinkInto(handle, async () => {
    const file = new File([await handle.getFile()], nameFor(label), { type: label.type });
    saveByLink(file);
  });
  return { ...sink, drop: () => sink.drop().then(() => root.removeEntry(own)) };
}

/** Offers a file for download under its name. */
export function saveByLink(file: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** To be called from a click. Asks where to save, where browsers can; otherwise the browser downloads it when it is whole. */
export async function openSink(label: Label): Promise<Sink> {
  const pick = picker();
  if (!pick) return await sinkForDownload(label);
  const handle = await pick({ suggestedName: nameFor(label) });
  return await sinkInto(handle, async () => undefined);
}

/** Removes what was opened for downloads before. To be called when a page starts, and when one is left. */
export async function sweepOpened(): Promise<void> {
  const root = await navigator.storage?.getDirectory?.();
  if (!root) return;
  const names: string[] = [];
  for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys())
    if (name.startsWith(PREFIX)) names.push(name);
  for (const name of names) await root.removeEntry(name).catch(() => undefined);
}

/** In memory, to be shown in the page. Throws where it is longer than `limit` bytes. */
export function memorySink(
  limit: number,
): Sink & { readonly bytes: () => Uint8Array<ArrayBuffer> } {
  let held = new Uint8Array(0);
  return {
    bytes: () => held,
    write: async (piece) => {
      if (held.length + piece.length > limit)
        throw new RangeError(`It is longer than ${limit} bytes. Save it instead.`);
      const longer = new Uint8Array(held.length + piece.length);
      longer.set(held);
      longer.set(piece, held.length);
      held = longer;
    },
    keep: async () => undefined,
    drop: async () => {
      held = new Uint8Array(0);
    },
  };
}
