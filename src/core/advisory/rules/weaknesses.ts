import { weaknessName } from "../weaknessName.ts";
import { fault, type Rule, repeated } from "./rule.ts";

/** Known weaknesses under their official names (CSAF 2.0, 6.1.11). */
export const weaknessesRule: Rule = ({ weaknesses }) => [
  ...weaknesses.flatMap(({ id, name }, index) => {
    const official = weaknessName(id);
    if (official === undefined)
      return [
        fault(
          "weakness-unknown",
          `/weaknesses/${index}/id`,
          `${id} is not a weakness of the CWE list (views and categories are none).`,
        ),
      ];
    if (official === name) return [];
    return [fault("weakness-name", `/weaknesses/${index}/name`, `${id} is named "${official}".`)];
  }),
  ...repeated(weaknesses, ({ id }) => id).map((index) =>
    fault("weakness-twice", `/weaknesses/${index}`, "This weakness is listed already."),
  ),
];
