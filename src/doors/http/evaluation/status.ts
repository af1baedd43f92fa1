/** What is not the asker's answers as what is not there. */
export const EVALUATION_STATUS = {
  "evaluation/not-found": 404,
  "order/not-found": 404,
  "anchor-set/not-found": 404,
  "evaluation/faults": 422,
  "evaluation/no-dimension": 422,
  "evaluation/finished": 409,
  "evaluation/unfinished": 409,
  "order/ended": 409,
  "evaluation/nothing-to-label": 409,
  "evaluation/nothing-labelled": 409,
  "label/not-asked": 403,
  "label/given": 409,
} as const;
