/**
 * One question after another, of which only the newest counts: while one is under way, those that come meanwhile wait, and
 * of them the last is asked next. What was asked before the newest answer is told; nothing is told after `end`.
 */
export function askLatest<Q, A>(
  ask: (question: Q) => Promise<A>,
  tell: (question: Q, answer: A) => void,
  fail: (error: Error) => void,
) {
  let isUnderWay = false;
  let isOver = false;
  let next: { readonly question: Q } | undefined;
  const go = async (question: Q): Promise<void> => {
    isUnderWay = true;
    try {
      const answer = await ask(question);
      if (!isOver) tell(question, answer);
    } catch (error) {
      if (!isOver) fail(error instanceof Error ? error : new Error(String(error)));
    }
    isUnderWay = false;
    const waiting = next;
    next = undefined;
    if (waiting && !isOver) await go(waiting.question);
  };
  return {
    put: (question: Q): void => {
      if (isUnderWay) next = { question };
      else void go(question);
    },
    end: (): void => {
      isOver = true;
    },
  };
}
