import type { Deps } from "#actions/deps.ts";
import type { DoctorInput } from "#actions/system/doctor.ts";
import type { Installation } from "#actions/system/installation.ts";

/** Where a command writes; texts carry their own newlines. */
export type CommandIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

/** Settings of the installation given on the command line, by name. */
export type Flags = Readonly<Record<string, string | undefined>>;

/** What a command needs to know of the configuration. */
export type Configured = {
  readonly dataDir: string;
  readonly port: number;
  readonly databaseUrl: string | null;
  readonly mailUrl: string | null;
};

/** The installation on this machine, opened for one command. */
export type Here = {
  readonly deps: Deps;
  readonly config: Configured;
  readonly postgres: Installation["postgres"];
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
};

export type ApiAnswer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
};

/** A server somewhere, asked with a token. Throws when it cannot be reached. */
export type Api = {
  readonly get: (path: string) => Promise<ApiAnswer>;
  readonly postBytes: (path: string, bytes: Uint8Array) => Promise<ApiAnswer>;
};

/** All that a command may touch; `main.ts` hands it in. */
export type CommandContext = {
  readonly version: string;
  readonly root: string;
  readonly io: CommandIo;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFlags: (args: readonly string[]) => {
    readonly flags: Flags;
    readonly rest: string[];
  };
  readonly configOf: (flags: Flags) => Configured;
  readonly openHere: (flags: Flags) => Promise<Here>;
  readonly openApi: (url: string, token: string) => Promise<Api>;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Standard input as it comes. A piece may be used again once the next is asked for. */
  readonly input: () => AsyncIterable<Uint8Array>;
  /** To standard output, and resolves when it takes more. `unread`: the status when its reader is gone; default 0. */
  readonly write: (text: string | Uint8Array, unread?: number) => Promise<void>;
  /** Writes into a folder, made when absent, and says the path. */
  readonly writeFile: (folder: string, name: string, text: string) => Promise<string>;
  readonly examineWith: (
    config: Configured,
    flags: Flags,
  ) => Promise<{ readonly input: DoctorInput; readonly close: () => Promise<void> }>;
  /** Resolves when the server has stopped. */
  readonly serve: (flags: Flags) => Promise<number>;
};

export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly run: (args: string[], context: CommandContext) => Promise<number>;
};
