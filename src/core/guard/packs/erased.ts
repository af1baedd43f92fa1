import type { Pack } from "../pack.ts";

/** Whoever had themselves erased is named to nobody, wherever the name still stands. */
export const erasedPack: Pack = {
  id: "erased",
  version: "1",
  title: "Erased persons",
  rules: [
    {
      id: "erased/subject",
      type: "person.erased",
      citation: {
        standard: "Regulation (EU) 2016/679 (GDPR)",
        clause: "Article 17(1) right to erasure",
        url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
      },
      action: "rewrite",
      confidence: 1,
      message: "The text names somebody who asked to be erased.",
      detector: { kind: "registry", source: "erased" },
      examples: [],
      counterExamples: [],
    },
  ],
};
