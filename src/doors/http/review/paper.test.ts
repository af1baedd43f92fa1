import ICAL from "ical.js";
import { beforeAll, describe, expect, test } from "vitest";
import { PAPER_POLICY } from "#core/review/paper/toHtml.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type ReviewDesk, reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import {
  accessOpen,
  expire,
  granted,
  resultGiven,
  resultShared,
  signBy,
  submitted,
  termsFor,
} from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);
let ref = "";
beforeAll(async () => {
  ({ ref } = await granted(world));
  await resultShared(world, ref);
  await resultGiven(world, ref, { claim: "Not for Energy: the godwit" });
});

const read = (by: keyof ReviewDesk["people"], file: string) =>
  world.ask(world.people[by], "GET", `/api/reviews/${ref}/${file}`);

describe("the report of a review", () => {
  test("is a page to print, under a policy that admits its own style and nothing else", async () => {
    const reply = await read("voss", "report/html");
    expect([reply.status, reply.headers["content-security-policy"]]).toEqual([200, PAPER_POLICY]);
    expect(reply.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(reply.text).toContain(SECRETS.claim);
  });
  test("is Markdown for whoever keeps it as text", async () => {
    const reply = await read("voss", "report/md");
    expect(reply.headers["content-type"]).toBe("text/markdown; charset=utf-8");
    expect(reply.text).toContain("Reply of");
  });
  test("shows another agency what was shared with it, and no other result", async () => {
    const { text } = await read("alder", "report/md");
    expect(text).toContain(SECRETS.claim);
    expect(text).not.toContain("godwit");
    expect((await read("holm", "report/md")).text).toContain("godwit");
  });
  test("to be handed on has what was shared, with the reply, and names no person", async () => {
    const { bureau, energy } = world.parties;
    for (const [name, query] of [
      ["alder", ""],
      ["holm", ""],
      ["voss", `&party=${bureau.id}`],
      ["voss", `&party=${energy.id}`],
    ] as const) {
      const { status, text } = await read(name, `report/md?what=shared${query}`);
      expect([name, status]).toEqual([name, 200]);
      expect(text).toContain(SECRETS.claim);
      expect(text).toContain(SECRETS.reply);
      expect(text).not.toMatch(/godwit|V\. Holm|E\. Voss/);
    }
    for (const query of ["", `&party=${world.parties.unrelated.id}`])
      expect(await read("voss", `report/md?what=shared${query}`)).toMatchObject({
        status: 409,
        body: { code: "agency/not-attached" },
      });
  });

  test.each(["report/html", "report/md", "report/md?what=shared", "export.zip", "dates.ics"])(
    "and every other paper (%s) is not for strangers, who learn nothing of it",
    async (file) => {
      for (const name of ["crake", "port"] as const) {
        const refused = await read(name, file);
        const nowhere = await world.ask(
          world.people[name],
          "GET",
          `/api/reviews/RV-2026-9999/${file}`,
        );
        expect(refused.status).toBe(404);
        expect({ ...(refused.body as object), instance: "" }).toEqual({
          ...(nowhere.body as object),
          instance: "",
        });
      }
    },
  );
});

describe("the dates of a review", () => {
  const entries = async (of: string) => {
    const { text } = await world.ask(world.people.holm, "GET", `/api/reviews/${of}/dates.ics`);
    const found = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
    return found.map((one) => ({
      uid: String(one.getFirstPropertyValue("uid")).replace(/^.{36}-/, ""),
      start: String(one.getFirstPropertyValue("dtstart")),
      status: one.getFirstPropertyValue("status"),
      sequence: Number(one.getFirstPropertyValue("sequence")),
      summary: one.getFirstPropertyValue("summary"),
    }));
  };
  const dayOf = async (of: string) =>
    (await entries(of)).find(({ uid }) => uid === "destruction")?.start;

  test("name the day of destruction of the terms in force, not of those that are only proposed", async () => {
    const { act, people } = world;
    const proposed = await submitted(world);
    await act(people.voss, proposed, "propose-terms", { terms: termsFor(world) });
    expect(await dayOf(proposed)).toBeUndefined();
    const of = await accessOpen(world);
    const terms = termsFor(world, { destructionDate: "2028-02-29" });
    await act(people.voss, of, "propose-terms", { terms });
    expect(await dayOf(of)).toBe("2027-09-01");
    for (const by of [people.voss, people.holm]) told(await signBy(world, by, of, 2));
    expect(await dayOf(of)).toBe("2028-02-29");
  });

  test("drop the day of destruction when the review ends and nothing is left to destroy", async () => {
    const of = await accessOpen(world);
    await world.act(world.people.voss, of, "withdraw");
    const [entry] = (await entries(of)).filter(({ uid }) => uid === "destruction");
    expect(entry).toMatchObject({ start: "2027-09-01", status: "CANCELLED" });
  });

  test("say that the window ended under a new number, though nobody looked in between", async () => {
    const { ref: of } = await granted(world);
    const [before] = await entries(of);
    expire(world);
    const [after] = await entries(of);
    expect([before?.summary, after?.summary]).toEqual([
      `Window closes: review ${of}`,
      `Window ended: review ${of}`,
    ]);
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? 0);
  });
});

test("the export is a zip of that name", async () => {
  const { status, headers } = await read("holm", "export.zip");
  expect(status).toBe(200);
  expect(headers["content-disposition"]).toBe(`attachment; filename="${ref}.zip"`);
});
