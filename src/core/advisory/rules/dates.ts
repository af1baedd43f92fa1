import { fault, type Rule } from "./rule.ts";

/** Revisions run 1, 2, 3 … in time; the last is this version, and the dates are theirs (CSAF 2.0, 6.1.14 to 6.1.22). */
export const datesRule: Rule = ({ version, dates, withdrawn }) => {
  const { released, current, revisions } = dates;
  const times = revisions.map(({ date }) => Date.parse(date));
  return [
    ...revisions.flatMap(({ number }, index) =>
      number === index + 1
        ? []
        : [
            fault(
              "revision-number",
              `/dates/revisions/${index}/number`,
              `This is revision ${index + 1}; numbers run 1, 2, 3 without gaps.`,
            ),
          ],
    ),
    ...revisions.flatMap((_, index) =>
      index > 0 && (times[index] ?? 0) < (times[index - 1] ?? 0)
        ? [
            fault(
              "revision-order",
              `/dates/revisions/${index}/date`,
              "A revision cannot be older than the one before it.",
            ),
          ]
        : [],
    ),
    ...(revisions.length === version
      ? []
      : [
          fault(
            "revision-missing",
            "/dates/revisions",
            `Version ${version} needs ${version} revisions; there are ${revisions.length}.`,
          ),
        ]),
    ...(Date.parse(released) === times[0]
      ? []
      : [fault("released", "/dates/released", "The release date is the date of revision 1.")]),
    ...(Date.parse(current) === times.at(-1)
      ? []
      : [fault("current", "/dates/current", "The current date is the date of the last revision.")]),
    ...(withdrawn !== null && Date.parse(withdrawn.at) > Date.parse(current)
      ? [
          fault(
            "withdrawn-later",
            "/withdrawn/at",
            "It cannot be withdrawn after its current date.",
          ),
        ]
      : []),
  ];
};
