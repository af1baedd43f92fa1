import { useQuery } from "@tanstack/react-query";
import { type OversightLine, overseeReviews } from "#contract/review/review.ts";
import type { Ending, Stage } from "#core/review/reviewWords.ts";
import { call } from "../api.ts";
import { Asked } from "../ui/Asked.tsx";
import { DataTable } from "../ui/DataTable.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page, Section } from "../ui/Page.tsx";
import { State } from "../ui/Tag.tsx";
import { Time } from "../ui/Time.tsx";
import classes from "./oversight/oversight.module.css";
import { ENDING_WORDS, STAGE_WORDS } from "./words.ts";

const figure = new Intl.NumberFormat("en");

/** Every review by its dates and counts, without its contents, for the overseer. */
export function OversightPage() {
  const query = useQuery({
    queryKey: ["oversight"],
    queryFn: ({ signal }) => call(overseeReviews, { signal }),
  });
  return (
    <Page title="Reviews overseen" about="dates and counts; nobody’s contents">
      <Asked query={query} what="the reviews" lines={6}>
        {({ overLimit, missing, items }) => (
          <>
            <div className={classes.figures}>
              <Figure
                count={overLimit}
                name="windows over the limit"
                says="must be 0: thirty counted days, never more"
              />
              <Figure
                count={missing}
                name="destruction certificates missing"
                says="asked for, due, and not stated"
              />
              <Figure count={items.length} name="reviews" says="opened so far" plain />
            </div>
            <Missing items={items} />
            <Reviews items={items} />
          </>
        )}
      </Asked>
    </Page>
  );
}

function Figure(props: {
  readonly count: number;
  readonly name: string;
  readonly says: string;
  /** A number that is neither good nor bad. */
  readonly plain?: boolean;
}) {
  const isBad = props.count > 0 && !props.plain;
  return (
    <div>
      <p className={isBad ? `${classes.count} ${classes.bad}` : classes.count}>
        {figure.format(props.count)}
      </p>
      <p className="strong small">{props.name}</p>
      <p className="dim small">{props.says}</p>
    </div>
  );
}

type Missed = OversightLine["destructions"]["missing"][number] & {
  readonly ref: string;
  readonly place: number;
};

function Missing({ items }: { readonly items: readonly OversightLine[] }) {
  const missed: readonly Missed[] = items
    .flatMap(({ ref, destructions }) =>
      destructions.missing.map((one, place) => ({ ref, place, ...one })),
    )
    .sort((a, b) => a.due.localeCompare(b.due));
  return (
    <Section title="Missing destruction certificates" fact="the longest first">
      {missed.length === 0 ? (
        <EmptyState fact="None is missing.">
          Each reader of sealed material is asked for one when a review ends; what is not stated by
          its day stands here.
        </EmptyState>
      ) : (
        <DataTable
          label="Missing destruction certificates"
          rows={missed}
          keyOf={({ ref, place }) => `${ref} ${place}`}
          columns={[
            { id: "ref", head: "Review", width: "120px", cell: ({ ref }) => <Ref of={ref} /> },
            { id: "name", head: "Held by", cell: ({ name }) => name },
            {
              id: "due",
              head: "Was due",
              width: "120px",
              cell: ({ due }) => (
                <State dot="bad">
                  <Time at={due} as="day" />
                </State>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

const Ref = ({ of }: { readonly of: string }) => <span className="mono">{of}</span>;

const stageWords = ({ stage, ending }: OversightLine): string => {
  const words = STAGE_WORDS[stage as Stage] ?? stage;
  return ending === null ? words : `${words}, ${ENDING_WORDS[ending as Ending] ?? ending}`;
};

function Reviews({ items }: { readonly items: readonly OversightLine[] }) {
  return (
    <Section title="Reviews" fact="newest first">
      {items.length === 0 ? (
        <EmptyState fact="There is no review.">
          The first that a lab hands in stands here, with its dates and counts.
        </EmptyState>
      ) : (
        <DataTable
          label="Reviews"
          rows={items}
          keyOf={({ ref }) => ref}
          columns={[
            {
              id: "ref",
              head: "Review",
              width: "104px",
              stacked: "bare",
              cell: ({ ref }) => <Ref of={ref} />,
            },
            {
              id: "lab",
              head: "Lab",
              width: "180px",
              cell: ({ lab, openedAt }) => (
                <>
                  {lab}
                  <span className={classes.under}>
                    opened <Time at={openedAt} as="day" />
                  </span>
                </>
              ),
            },
            {
              id: "window",
              head: "Window",
              stacked: "line",
              cell: (line) => (
                <>
                  {line.line}
                  <span className={classes.under}>{stageWords(line)}</span>
                </>
              ),
            },
            {
              id: "days",
              head: "Counted / elapsed",
              width: "112px",
              number: true,
              cell: ({ counted, elapsed, overLimit }) => (
                <span className={overLimit ? classes.bad : undefined}>
                  {counted} / {elapsed}
                  {overLimit && <span className={classes.under}>over the limit</span>}
                </span>
              ),
            },
            {
              id: "agencies",
              head: "Agencies",
              width: "64px",
              number: true,
              cell: ({ agencies }) => agencies,
            },
            {
              id: "accesses",
              head: "Accesses",
              width: "72px",
              number: true,
              cell: ({ accesses }) => figure.format(accesses),
            },
            {
              id: "incidents",
              head: "Incidents",
              width: "64px",
              number: true,
              cell: ({ incidents }) => incidents,
            },
            {
              id: "destructions",
              head: "Certificates",
              width: "120px",
              cell: ({ destructions: { asked, stated, missing } }) =>
                asked === 0 ? (
                  <span className="dim">none asked for</span>
                ) : (
                  <State dot={missing.length > 0 ? "bad" : stated === asked ? "ok" : "open"}>
                    {stated} of {asked}
                    {missing.length > 0 && `, ${missing.length} missing`}
                  </State>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
