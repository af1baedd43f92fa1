import { open } from "node:fs/promises";

export type LineFile = {
  /** Lines are written in the order in which they come. */
  readonly append: (line: string) => void;
  /** Resolves when everything is written. Throws where something could not be. */
  readonly close: () => Promise<void>;
};

/** A file that only grows, readable by its owner alone. `onFault` is told the first time that a line cannot be written. */
export async function openLineFile(
  path: string,
  onFault: (error: Error) => void,
): Promise<LineFile> {
  const file = await open(path, "a", 0o600);
  let waiting = "";
  let writing: Promise<void> | null = null;
  let fault: Error | null = null;

  const write = async (): Promise<void> => {
    while (waiting !== "" && fault === null) {
      const lines = waiting;
      waiting = "";
      await file.appendFile(lines).catch((error: Error) => {
        fault = error;
        onFault(error);
      });
    }
    writing = null;
  };

  return {
    append: (line) => {
      waiting += `${line}\n`;
      writing ??= write();
    },
    close: async () => {
      await writing;
      await file.datasync().catch(() => undefined);
      await file.close();
      if (fault) throw fault;
    },
  };
}
