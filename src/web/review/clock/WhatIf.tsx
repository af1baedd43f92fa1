import { useQuery } from "@tanstack/react-query";
import { whatIfReview } from "#contract/review/review.ts";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { call } from "../../api.ts";
import { Asked } from "../../ui/Asked.tsx";
import classes from "./clock.module.css";
import { type WhatIfRow, whatIfRows } from "./whatIf.ts";

/** The same events under other policies. Dashed, because nothing follows from it. */
export function WhatIf({ page }: { readonly page: ReviewPage }) {
  const query = useQuery({
    queryKey: ["review-what-if", page.ref, page.edition],
    queryFn: ({ signal }) => call(whatIfReview, { params: { ref: page.ref }, signal }),
  });
  return (
    <section className={classes.whatIf} aria-label="Comparison of policies">
      <p>
        <b className="strong">A comparison.</b> It draws the same events under other lengths. It
        gives no access, takes none back, tells nobody and moves no date; only the first line is in
        force.
      </p>
      <Asked query={query} what="the comparison" lines={3}>
        {({ policies }) => (
          <ul>
            {whatIfRows(page.clock, policies).map((row) => (
              <Policy key={row.name} row={row} />
            ))}
          </ul>
        )}
      </Asked>
    </section>
  );
}

const Policy = ({ row }: { readonly row: WhatIfRow }) => (
  <li className={row.isInForce ? `${classes.policy} ${classes.force}` : classes.policy}>
    <span className={row.isInForce ? "strong" : "soft"}>{row.name}</span>
    <span className={classes.bar} aria-hidden="true">
      {row.bar && (
        <>
          <i style={{ width: `${row.bar.elapsed}%` }} />
          <i style={{ width: `${row.bar.rest}%` }} />
        </>
      )}
    </span>
    <span>{row.ends ?? <span className="dim">no end yet</span>}</span>
    <span className="dim">{row.against}</span>
    <p>{row.line}</p>
  </li>
);
