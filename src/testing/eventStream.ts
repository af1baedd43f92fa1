export type StreamEvent = {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
  /** Milliseconds of `performance.now()` when it came. */
  readonly at: number;
};

/** Server-sent events as they come in, for as long as one listens. `close()` it afterwards. */
export type EventStream = {
  readonly events: readonly StreamEvent[];
  /** Resolves with the first event that fits, also with one that is there already; throws after `ms`. */
  readonly until: (fits: (event: StreamEvent) => boolean, ms: number) => Promise<StreamEvent>;
  readonly isOver: () => boolean;
  readonly close: () => void;
};

function parse(block: string): StreamEvent | undefined {
  const fieldOf = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
  const event = fieldOf("event");
  if (event === undefined) return undefined;
  return {
    event,
    id: fieldOf("id"),
    data: JSON.parse(fieldOf("data") ?? "null"),
    at: performance.now(),
  };
}

export async function openStream(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventStream> {
  const closing = new AbortController();
  const { body, status } = await fetch(url, { headers: { ...headers }, signal: closing.signal });
  if (status !== 200 || body === null) throw new Error(`The stream answered ${status}.`);
  const events: StreamEvent[] = [];
  let isOver = false;
  const read = async () => {
    let text = "";
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      const blocks = `${text}${piece}`.split("\n\n");
      text = blocks.pop() ?? "";
      events.push(...blocks.flatMap((block) => parse(block) ?? []));
    }
  };
  const reading = read()
    .catch(() => undefined) // closed by one side or the other
    .finally(() => {
      isOver = true;
    });
  return {
    events,
    isOver: () => isOver,
    until: async (fits, ms) => {
      const start = performance.now();
      for (;;) {
        const found = events.find(fits);
        if (found) return found;
        if (performance.now() - start > ms) throw new Error(`Nothing came within ${ms} ms.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () => {
      closing.abort();
      void reading;
    },
  };
}
