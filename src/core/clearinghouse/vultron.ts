/**
 * The three machines of CERT/CC's Vultron, the formal model of multi-party disclosure (MIT-SEI licence):
 * report management per participant, embargo management per case, case state.
 * Transitions as in its process models "RM Formal Model", "EM Formal Model" and "CS Transitions".
 */

type Machine<S extends string, T extends string> = Readonly<
  Record<S, Readonly<Partial<Record<T, S>>>>
>;

export type RM = "start" | "received" | "invalid" | "valid" | "accepted" | "deferred" | "closed";
export type RMTrigger = "receive" | "validate" | "invalidate" | "accept" | "defer" | "close";

export const RM_MACHINE: Machine<RM, RMTrigger> = {
  start: { receive: "received" },
  received: { validate: "valid", invalidate: "invalid" },
  invalid: { validate: "valid", close: "closed" },
  valid: { accept: "accepted", defer: "deferred" },
  accepted: { defer: "deferred", close: "closed" },
  deferred: { accept: "accepted", close: "closed" },
  closed: {},
};

export type EM = "none" | "proposed" | "active" | "revise" | "exited";
export type EMTrigger = "propose" | "accept" | "reject" | "terminate";

export const EM_MACHINE: Machine<EM, EMTrigger> = {
  none: { propose: "proposed" },
  proposed: { propose: "proposed", accept: "active", reject: "none" },
  active: { propose: "revise", terminate: "exited" },
  revise: { propose: "revise", accept: "active", reject: "active", terminate: "exited" },
  exited: {},
};

/** The state after a trigger; `null` where the machine has no such transition. */
export function step<S extends string, T extends string>(
  machine: Machine<S, T>,
  state: S,
  trigger: T,
): S | null {
  return machine[state][trigger] ?? null;
}

/** The shortest way from one state to another, as the states to pass through; `null` when there is none. */
export function pathTo<S extends string, T extends string>(
  machine: Machine<S, T>,
  from: S,
  to: S,
): readonly S[] | null {
  const ways: { at: S; way: readonly S[] }[] = [{ at: from, way: [] }];
  const seen = new Set<S>([from]);
  for (const { at, way } of ways) {
    if (at === to) return way;
    for (const next of Object.values<S | undefined>(machine[at])) {
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      ways.push({ at: next, way: [...way, next] });
    }
  }
  return null;
}

/** The vendor's fix path: not told, told, fix ready, fix deployed. */
export const VFD = ["vfd", "Vfd", "VFd", "VFD"] as const;
export type VFD = (typeof VFD)[number];

/** Public aware, exploit public, attacks observed: capital once true. */
export type PXA = `${"p" | "P"}${"x" | "X"}${"a" | "A"}`;

/** Case state: six one-way bits. Thirty-two of the sixty-four combinations can occur. */
export type CS = `${VFD}${PXA}`;
export type CSEvent = "V" | "F" | "D" | "P" | "X" | "A";

const isOn = (state: string, event: CSEvent): boolean => state.includes(event);
const turnOn = (state: CS, event: CSEvent): CS => state.replace(event.toLowerCase(), event) as CS;

/** True for the combinations that keep the causal order V before F before D. */
export const isCaseState = (text: string): text is CS =>
  /^[vV][fF][dD][pP][xX][aA]$/.test(text) && (VFD as readonly string[]).includes(text.slice(0, 3));

/**
 * What may happen next. Public exploit code is public awareness, so nothing but P follows pX;
 * vendors know at least what the public knows, so nothing but V follows vP.
 */
export function nextEvents(state: CS): readonly CSEvent[] {
  if (isOn(state, "X") && !isOn(state, "P")) return ["P"];
  if (isOn(state, "P") && !isOn(state, "V")) return ["V"];
  const all: readonly CSEvent[] = ["V", "F", "D", "P", "X", "A"];
  return all.filter(
    (event) =>
      !isOn(state, event) &&
      (event !== "F" || isOn(state, "V")) &&
      (event !== "D" || isOn(state, "F")),
  );
}

/** The state after an event and what it brings with it at once (X brings P, P brings V). An event that cannot happen changes nothing. */
export function happen(state: CS, event: CSEvent): CS {
  if (!nextEvents(state).includes(event)) return state;
  const next = turnOn(state, event);
  const forced = nextEvents(next);
  const [only] = forced;
  return forced.length === 1 && only !== undefined && isForced(next) ? happen(next, only) : next;
}

const isForced = (state: CS): boolean =>
  (isOn(state, "X") && !isOn(state, "P")) || (isOn(state, "P") && !isOn(state, "V"));

/** "New embargoes SHALL NOT be sought" once any of p, x, a is true. */
export const mayBeginEmbargo = (state: PXA): boolean => state === "pxa";
/** "Any existing embargo SHALL terminate" once public awareness or a public exploit has happened. */
export const mustEndEmbargo = (state: PXA): boolean => state[0] === "P" || state[1] === "X";
/** "Any existing embargo SHOULD terminate" once attacks have been observed. */
export const shouldEndEmbargo = (state: PXA): boolean => state[2] === "A";
