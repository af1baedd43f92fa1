import { refuse } from "#core/result.ts";

/** One answer for a case that is not there and for one that is not the asker's to see. */
export const noSuchCase = () =>
  refuse("case/not-found", "There is no such case, or it is not for you.");
