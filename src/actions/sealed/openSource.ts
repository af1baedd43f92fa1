import { openSource as open, type Source } from "#outside/sealed/source.ts";

/** What is to be sealed: a file, or standard input for "-". */
export const openSource = (path: string): Promise<Source> => open(path);
