import { beforeAll, describe, expect, test } from "vitest";
import { openForAll } from "../../testing/openForAll.ts";
import { type ReviewDesk, reviewDesk } from "../../testing/reviewDesk.ts";
import { sealBy } from "../../testing/reviewSealing.ts";
import { expire, granted, resultShared, submitted } from "../../testing/reviewStages.ts";
import { wordsAgainst } from "../../testing/wording.ts";

const world = openForAll(reviewDesk);
let ref = "";

beforeAll(async () => {
  const { act, people } = world;
  ({ ref } = await granted(world));
  await sealBy(world, people.voss, ref, { to: [people.holm] });
  await act(people.voss, ref, "ask-coverage", { question: "Is it covered?" });
  await resultShared(world, ref);
  await act(people.holm, ref, "open-incident", {
    what: "It got out.",
    thirdParties: [],
    hours: 24,
  });
  await act(people.voss, ref, "end-incident", {
    incidentId: (await world.page(people.voss, ref)).incidents[0]?.id,
    outcome: "The route was closed.",
  });
  await act(people.voss, ref, "date-release", { release: "public", date: "2026-12-24", note: "" });
  await submitted(world);
});

/** Keys and hashes are no words. */
const withoutKeys = (text: string): string => text.replaceAll(/[\w-]{32,}/g, "…");

const said = async (by: keyof ReviewDesk["people"], path: string): Promise<readonly string[]> => {
  const { status, text } = await world.ask(world.people[by], "GET", path);
  expect(status, path).toBeLessThan(500);
  expect(text.length, path).toBeGreaterThan(2);
  return wordsAgainst(status < 400 ? path : `refusals ${path}`, withoutKeys(text));
};

/** Everything that the server writes about reviews. */
const ANSWERS: readonly (readonly [keyof ReviewDesk["people"], string])[] = [
  ...(["voss", "holm", "alder"] as const).flatMap((by) => [
    [by, "/api/reviews"] as const,
    ...[
      ...["", "/events", "/accesses", "/what-if", "/dates.ics", "/report/md", "/report/html"],
      ...["/terms/1/text", "/terms/1/changes", "/sealed/none"],
    ].map((path) => [by, `/api/reviews/REF${path}`] as const),
  ]),
  ["recorder", "/api/coverage"],
  ["overseer", "/api/oversight/reviews"],
  ["voss", "/api/labs"],
  ["voss", "/api/my/keys"],
  ["crake", "/api/reviews/REF"],
  ["administrator", "/api/reviews/REF"],
  ["analyst", "/api/coverage"],
];

describe.each(["while the window is open", "after its end"])(
  "%s no answer says whether a model may be released:",
  (when) => {
    beforeAll(() => {
      if (when === "after its end") expire(world);
    });
    test.each(ANSWERS)("%s reads %s", async (by, path) => {
      expect(await said(by, path.replace("REF", ref))).toEqual([]);
    });
  },
);

test("no mail does", async () => {
  const mails = await world.desk.owner.selectFrom("outbox").select("payload").execute();
  expect(mails.length).toBeGreaterThan(15);
  for (const { payload } of mails)
    expect(wordsAgainst("mail", JSON.stringify(payload))).toEqual([]);
  expect(wordsAgainst("mail", "RV-2026-0001: The model was cleared")).toHaveLength(1);
});

test("no refused act does", async () => {
  const { people } = world;
  const moves = [
    "submit",
    "withdraw",
    "confirm-access",
    "give-result",
    "recuse",
    "state-destruction",
  ];
  for (const by of [people.voss, people.holm, people.crake, people.overseer])
    for (const move of moves) {
      const { text } = await world.ask(by, "POST", `/api/reviews/${ref}/${move}`, { body: {} });
      expect(wordsAgainst("refusals", withoutKeys(text))).toEqual([]);
    }
});
