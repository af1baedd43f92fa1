/** Words that no review may say of a model, a review or a release, in any form. A destruction certificate is none of them. */
export const WORDING_LAW =
  /approv|\bden(y|ie)|\bclear(ed|ance)|licen[cs]|\bpermi(t|ss)|authori[sz]|certif(y|ie)|\bpass(es|ed|ing)?\b|\bfail/i;
