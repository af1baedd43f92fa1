import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAPER_POLICY } from "#core/review/paper/toHtml.ts";
import { type ReviewDesk, reviewDesk, SECRETS } from "../../../testing/reviewDesk.ts";
import { granted, resultGiven, resultShared } from "../../../testing/reviewStages.ts";

let world: ReviewDesk;
let ref = "";
beforeAll(async () => {
  world = await reviewDesk();
  ({ ref } = await granted(world));
  await resultShared(world, ref);
  await resultGiven(world, ref, { claim: "Not for Energy: the godwit" });
});
afterAll(() => world.close());

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
  test.each(["report/html", "report/md", "export.zip", "dates.ics"])(
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

test("the export is a zip of that name", async () => {
  const { status, headers } = await read("holm", "export.zip");
  expect(status).toBe(200);
  expect(headers["content-disposition"]).toBe(`attachment; filename="${ref}.zip"`);
});
