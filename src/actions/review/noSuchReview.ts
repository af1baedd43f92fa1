import { refuse } from "#core/result.ts";

/** One answer for a review that is not there and for one that is not the asker's to see. */
export const noSuchReview = () =>
  refuse("review/not-found", "There is no such review, or it is not for you.");
