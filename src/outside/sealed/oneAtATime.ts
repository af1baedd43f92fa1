/** Work under the same key waits for the work before it; nothing is kept when nobody works. */
export function oneAtATime() {
  const busy = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = busy.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    busy.set(key, mine);
    try {
      return await mine;
    } finally {
      if (busy.get(key) === mine) busy.delete(key);
    }
  };
}
