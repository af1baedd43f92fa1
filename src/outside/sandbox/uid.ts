/**
 * Users that nobody is, beyond the ranges that systems and containers give out. Each run has one of its own, and none has that of a run shortly
 * before: what is left of that one is out of reach.
 */
const FIRST = 1_900_000_000;
const MOST = 65_536;

const taken = new Set<number>();
let next = Math.floor(Math.random() * MOST);

/** A user for one run; null where this process may not become another one. Throws when all are taken. */
export function takeUid(): { readonly id: number | null; readonly release: () => void } {
  if (process.getuid?.() !== 0) return { id: null, release: () => undefined };
  for (let tries = 0; tries < MOST; tries += 1) {
    const id = FIRST + next;
    next = (next + 1) % MOST;
    if (taken.has(id)) continue;
    taken.add(id);
    return { id, release: () => void taken.delete(id) };
  }
  throw new Error(`More than ${MOST} sandboxes at once.`);
}
