import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import type { Asker } from "#core/access/asker.ts";
import { ROLES, type Role } from "#core/access/role.ts";
import type { caller, Reply } from "../../testing/app.ts";
import {
  type CrowdedCase,
  type CrowdedDesk,
  crowd,
  MARKS,
  type Mark,
  SEATS,
  type Seat,
} from "../../testing/crowdedDesk.ts";
import { testDesk } from "../../testing/desk.ts";
import { nowhere, sampleOf, type Target } from "../../testing/routeSamples.ts";
import { seesCase } from "../../testing/sightOfCase.ts";
import { uncheckedApp } from "../../testing/uncheckedApp.ts";
import type { Bound } from "./bind.ts";
import { BOUND } from "./bound.ts";

let crowded: CrowdedDesk;
let app: FastifyInstance;
let call: ReturnType<typeof caller>;
const askers = new Map<string, { asker: Asker; role: Role; seat: Seat }>();
const cases = new Map<Mark, CrowdedCase>();

beforeAll(async () => {
  crowded = await crowd(await testDesk());
  for (const mark of MARKS) cases.set(mark, await crowded.openCase(mark));
  for (const seat of SEATS) {
    for (const role of ROLES)
      askers.set(`${role}, ${seat}`, { asker: crowded.people[seat][role], role, seat });
  }
  ({ app, call } = await uncheckedApp(crowded.desk.deps, (name) => askers.get(name)?.asker));
});
afterAll(async () => {
  await app.close();
  await crowded.desk.close();
});

const HANGING = [
  "getAdvisory",
  "editAdvisory",
  "publishAdvisory",
  "withdrawAdvisory",
  "renderAdvisory",
  "decideProposal",
  "finishTask",
  "getReportFile",
];
const isAboutCase = ({ id, ofCase }: Route): boolean => ofCase === true || HANGING.includes(id);

/** Sets up a whole exercise for anybody here; it shows nothing of this desk. */
const LEFT_OUT = ["startExercise"];

const targetAt = (mark: Mark): Target => {
  const on = cases.get(mark);
  if (!on) throw new Error(`There is no ${mark} case.`);
  const victim = crowded.people.outside.operator.personId;
  return { crowd: crowded, on, victim, batch: victim };
};

async function walk(route: Route, target: Target, name: string): Promise<Reply> {
  const { method, url, body, headers } = sampleOf(route, target);
  const said = { ...headers, "x-asker": name };
  return await call(method, url, { headers: said, ...(body === undefined ? {} : { body }) });
}

function expectNoSecret(name: string, role: Role, seat: Seat, reply: Reply, asked: string): void {
  for (const [mark, { secret, ref }] of cases) {
    if (seesCase(role, seat, mark)) continue;
    const isTold =
      reply.text.includes(secret) || (!asked.includes(ref) && reply.text.includes(ref));
    expect([name, mark, isTold]).toEqual([name, mark, false]);
  }
}

const isRefused = ({ status }: Reply): boolean => status === 404 || status >= 500;

describe("with the check of roles taken out, row-level security alone", () => {
  test.each(ROUTES.filter(isAboutCase).map((route) => [route.id, route] as const))(
    "refuses %s of a case that is not the asker's to see, as of one that is not there",
    async (_, route) => {
      for (const mark of MARKS) {
        for (const [name, { role, seat }] of askers) {
          if (seesCase(role, seat, mark)) continue;
          const target = targetAt(mark);
          const reply = await walk(route, target, name);
          expect([name, mark, reply.status]).toEqual([name, mark, 404]);
          const never = await walk(route, { ...target, on: nowhere(target.on) }, name);
          expect([name, reply.body]).toEqual([name, never.body]);
        }
      }
    },
  );

  test.each(
    ROUTES.filter(({ id }) => !LEFT_OUT.includes(id)).map((route) => [route.id, route] as const),
  )("tells nobody by %s what is not theirs", async (_, route) => {
    const target = targetAt("AMBER");
    for (const [name, { role, seat }] of askers) {
      const reply = await walk(route, target, name);
      expectNoSecret(name, role, seat, reply, sampleOf(route, target).url);
    }
  });

  test("lets nobody but those who keep accounts change them", async () => {
    const routes = ROUTES.filter(({ id }) =>
      ["addPerson", "changePerson", "addParty"].includes(id),
    );
    const keepers: readonly Role[] = ["administrator", "analyst", "coordinator"];
    for (const route of routes) {
      for (const [name, { role }] of askers) {
        const mayAdd = route.id === "addParty" ? keepers : keepers.slice(0, 1);
        const reply = await walk(route, targetAt("AMBER"), name);
        expect([name, route.id, isRefused(reply) || reply.status === 409]).toEqual([
          name,
          route.id,
          !mayAdd.includes(role),
        ]);
      }
    }
  });
});

describe("without row-level security either", () => {
  test("everything would be told: it is what refuses", async () => {
    const { desk, people } = crowded;
    const on = cases.get("RED-unnamed");
    const seen = await desk.owner
      .selectFrom("cases")
      .select("title")
      .where("ref", "=", on?.ref ?? "")
      .execute();
    expect(seen).toEqual([{ title: `Overflow ${on?.secret}` }]);
    const unlocked = { ...desk.deps, db: desk.owner };
    const { handle } = BOUND.find(({ route }) => route.id === "getCase") as Bound;
    const bare = { header: () => bare };
    const asked = { deps: unlocked, asker: people.outside.operator, params: { ref: on?.ref } };
    const told = await handle({ ...asked, reply: bare } as never);
    expect(JSON.stringify(told)).toContain(on?.secret);
  });
});
