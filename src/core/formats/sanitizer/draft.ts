import type { TraceSettings } from "./crash.ts";

/** How many lines of state tell one crash from another. */
export const STATE_LINES = 3;

/** A crash while its trace is read, line by line. Later evidence mostly replaces earlier. */
export type CrashDraft = {
  readonly settings: TraceSettings;
  /** What the whole text shows about where it comes from. */
  readonly origin: TraceOrigin;
  tool: string;
  type: string;
  access: string;
  address: string;
  state: string[];
  /** Lines of state that count; a message may count as none. */
  counted: number;
  frames: string[];
  /** What follows is the stack of something else: of an allocation, of another thread. */
  stackEnded: boolean;
  /** A bad cast was named; the line that tells its source is still to come. */
  castOpen: boolean;
  /** A managed runtime reported the crash itself: the signal that follows is only how the process ended. */
  runtimeCrash: boolean;
  javaException: boolean;
  fatalError: boolean;
  fatalFile: string;
  /** The next line is what the panic says. */
  messageNext: boolean;
  processName: string;
  /** The sanitizer itself failed: nothing after it counts. */
  ended: boolean;
};

export type TraceOrigin = {
  readonly golang: boolean;
  readonly python: boolean;
  readonly javascript: boolean;
  readonly kasan: boolean;
  readonly trusty: boolean;
};

export const newDraft = (settings: TraceSettings, origin: TraceOrigin): CrashDraft => ({
  settings,
  origin,
  tool: "",
  type: "",
  access: "",
  address: "",
  state: [],
  counted: 0,
  frames: [],
  stackEnded: false,
  castOpen: false,
  runtimeCrash: false,
  javaException: false,
  fatalError: false,
  fatalFile: "",
  messageNext: false,
  processName: "",
  ended: false,
});

/** A report of these types is not replaced by a lesser one that follows. */
const RANK: Record<string, number> = { "V8 sandbox violation": 2, Timeout: 1 };

export function setType(draft: CrashDraft, tool: string, type: string, access = ""): void {
  if ((RANK[type] ?? 0) < (RANK[draft.type] ?? 0)) return;
  draft.tool = tool;
  draft.type = type;
  draft.access = access;
}

/** Forgets what came before: a new report begins. */
export function restart(draft: CrashDraft): void {
  draft.address = "";
  clearState(draft);
}

export function clearState(draft: CrashDraft): void {
  draft.state = [];
  draft.counted = 0;
  draft.frames = [];
  draft.stackEnded = false;
}

/** The state begins with a message instead of a frame. */
export function setMessage(draft: CrashDraft, message: string, counted = 1): void {
  draft.state = [message];
  draft.counted = counted;
}
