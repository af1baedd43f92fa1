import fc from "fast-check";
import type { ClockEvent, ClockFact } from "#core/review/clockEvent.ts";
import { RELEASES } from "#core/review/reviewWords.ts";
import type { Side } from "#core/review/side.ts";
import { BEGUN_TWICE, ODD_DAYS } from "./oddDays.ts";

/** What happened in a review, in no order, and instants (milliseconds) at which somebody asks. */
export type ClockHistory = {
  readonly zone: string;
  readonly events: readonly ClockEvent[];
  readonly asked: readonly number[];
  /** Draws the order of arrival, and the event that is left out or added to compare. */
  readonly dice: readonly number[];
};

const DAY = 86_400_000;
const QUARTER = 900_000;
const FROM = Date.UTC(1990, 0, 8);
const DAYS = Math.floor((Date.UTC(2040, 8, 1) - FROM) / DAY);
const ZONES = Intl.supportedValuesOf("timeZone");

/** A zone, and the UTC midnight near which its access is confirmed, so many days before to after. */
type Place = {
  readonly zone: string;
  readonly anchor: number;
  readonly confirmed: readonly [number, number];
};

const SOON = [0, 2] as const;

/** Odd days fall into the window or on its edges; those that begin twice, at times, on the very hour. */
const place: fc.Arbitrary<Place> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      zone: fc.constantFrom(...ZONES),
      anchor: fc.nat(DAYS).map((n) => FROM + n * DAY),
      confirmed: fc.constant(SOON),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ odd: fc.constantFrom(...ODD_DAYS), before: fc.integer({ min: -1, max: 34 }) })
      .map(({ odd: [zone, day], before }) => ({
        zone,
        anchor: Date.parse(day) - before * DAY,
        confirmed: SOON,
      })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...BEGUN_TWICE).map(([zone, day]) => ({
      zone,
      anchor: Date.parse(day),
      confirmed: [-0.5, 0.25] as const,
    })),
  },
);

/** Quarters of an hour, at times a millisecond beside, where the edges are. */
const offset = (fromDays: number, toDays: number) =>
  fc
    .record({
      quarters: fc.integer({ min: fromDays * 96, max: toDays * 96 }),
      beside: fc.constantFrom(0, 0, 0, -1, 1, 60_000, 123_456),
    })
    .map(({ quarters, beside }) => quarters * QUARTER + beside);

const day = (anchor: number, fromDays: number, toDays: number) =>
  fc
    .integer({ min: fromDays, max: toDays })
    .map((n) => new Date(anchor + n * DAY).toISOString().slice(0, 10));

const fact = (anchor: number): fc.Arbitrary<ClockFact> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        type: fc.constant("days-left-uncounted" as const),
        days: fc.array(day(anchor, -2, 36), { maxLength: 4 }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        type: fc.constant("release-dated" as const),
        release: fc.constantFrom("trusted-partner", ...RELEASES),
        date: fc.option(day(anchor, -2, 50), { freq: 3 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant("outage-reported" as const),
        side: fc.constantFrom("lab" as const, "agency" as const),
        from: fc.constant(new Date(anchor + DAY).toISOString()),
        until: fc.constantFrom(null, new Date(anchor + 3 * DAY).toISOString()),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: "access-confirmed" as const }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { type: "withdrawn" as const },
        { type: "completed" as const },
        { type: "found-not-applicable" as const },
        { type: "expired" as const },
        { type: "released" as const, release: "limited" as const },
      ),
    },
  );

const side = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Side>("lab") },
  { weight: 3, arbitrary: fc.constantFrom<Side>("agency", "system", "recorder") },
);

/** A policy of 0, 31 or 90 days is refused when a review is opened; the clock holds without that. */
const policyDays = fc.oneof(
  { weight: 3, arbitrary: fc.constant(30) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 31, 90) },
);

type Said = { readonly after: number; readonly by: Side; readonly fact: ClockFact };

const toEvents = (anchor: number, said: readonly Said[]): readonly ClockEvent[] =>
  said.map(({ after, by, fact: what }, n) => ({
    id: `e${(n * 7) % 31}`.padEnd(4, "-"),
    at: new Date(anchor + after).toISOString(),
    by: { side: by },
    ...what,
  }));

export const clockHistory: fc.Arbitrary<ClockHistory> = place.chain(({ zone, anchor, ...near }) =>
  fc
    .record({
      policyDays,
      openedBefore: offset(-4, 0),
      openWeight: fc.boolean(),
      confirmed: offset(...near.confirmed),
      confirmedBy: fc.constantFrom<Side>("lab", "lab", "lab", "lab", "lab", "lab", "lab", "agency"),
      said: fc.array(fc.record({ after: offset(-1, 40), by: side, fact: fact(anchor) }), {
        maxLength: 10,
      }),
      asked: fc.tuple(offset(-2, 70), offset(-2, 70), offset(...near.confirmed)),
      dice: fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 4 }),
    })
    .map(({ said, asked, dice, openedBefore, openWeight, confirmed, confirmedBy, ...rest }) => ({
      zone,
      asked: asked.map((after) => anchor + after),
      dice,
      events: toEvents(anchor, [
        {
          after: openedBefore,
          by: "lab",
          fact: { type: "opened", zone, openWeight, policyDays: rest.policyDays },
        },
        { after: confirmed, by: confirmedBy, fact: { type: "access-confirmed" } },
        ...said,
      ]),
    })),
);
