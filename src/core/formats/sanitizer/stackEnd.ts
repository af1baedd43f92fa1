/** After these words stands the stack of how the memory or thread came to be, not of the crash. */
const WORDS = [
  "Direct leak of",
  "Uninitialized value was stored to memory at",
  "allocated by thread",
  "created by main thread at",
  "located in stack of thread",
  "previously allocated by",
  "Previous read ",
  "Previous write ",
  "Previous atomic ",
];

export const endsStack = (line: string): boolean => WORDS.some((words) => line.includes(words));
