/** Users that nobody is: a run has one of its own, so that limits by user are its own, and no other run's files are in reach. */
const FIRST = 64_200;
const MOST = 256;

const taken = new Set<number>();

/** A user for one run; null where this process may not become another one. Throws when all are taken. */
export function takeUid(): { readonly id: number | null; readonly release: () => void } {
  if (process.getuid?.() !== 0) return { id: null, release: () => undefined };
  for (let id = FIRST; id < FIRST + MOST; id += 1)
    if (!taken.has(id)) {
      taken.add(id);
      return { id, release: () => void taken.delete(id) };
    }
  throw new Error(`More than ${MOST} sandboxes at once.`);
}
