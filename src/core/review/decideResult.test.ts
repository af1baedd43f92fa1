import { describe, expect, test } from "vitest";
import { CAST, STORY } from "../../testing/reviewStory.ts";
import {
  newWorld,
  openWorld,
  resultWith,
  signedWorld,
  type World,
} from "../../testing/reviewWorld.ts";
import { selectedPartners } from "./decidePartner.ts";
import { isPaused } from "./incident.ts";
import type { ResultContent } from "./reviewEvent.ts";
import { stageOf } from "./stage.ts";

const { voss, holm, sand, alder, recorder } = CAST;

const given = (world: World, content: Partial<ResultContent> = {}) => {
  world.act(holm, "give-result", { content: resultWith(content) });
  return world.state.results.at(-1)?.id ?? "";
};
const share = (world: World, resultId: string, ...parties: readonly string[]) =>
  world.tried(holm, "share-result", { resultId, with: parties });
const reply = (world: World, resultId: string) =>
  world.tried(voss, "reply-to-result", { resultId, text: "We count 1." });

describe("a result", () => {
  test("that is unreliable feeds no severity", () => {
    const world = openWorld();
    const tried = (severity: ResultContent["severity"]) =>
      world.tried(holm, "give-result", {
        content: resultWith({ integrity: "unreliable", severity }),
      });
    expect([tried("low"), tried("none"), tried(null)]).toEqual([
      "result/unreliable",
      "result/unreliable",
      null,
    ]);
  });

  test("that reports a containment event opens an incident with it, and access is paused", () => {
    const world = openWorld();
    const events = world.act(holm, "give-result", {
      content: resultWith({ integrity: "containment-event" }),
    });
    expect(events.map(({ type }) => type)).toEqual(["result-given", "incident-opened"]);
    expect([isPaused(world.state), world.state.incidents[0]?.dueAt]).toEqual([
      true,
      "2026-09-02T08:00:00.000Z",
    ]);
  });

  test("is given while there is access, and not before or after", () => {
    const content = resultWith();
    expect(signedWorld().tried(holm, "give-result", { content })).toBe("review/not-yet");
    expect(openWorld().wait(30).tried(holm, "give-result", { content })).toBe("review/closed");
  });

  test("is shared with the lab's reply, by who gave it, with who is bound by the terms", () => {
    const world = openWorld();
    const id = given(world);
    expect(share(world, id, STORY.energy)).toBe("result/no-reply");
    expect([reply(world, "another"), reply(world, id), reply(world, id)]).toEqual([
      "result/unknown",
      null,
      "review/already",
    ]);
    expect(world.tried(alder, "share-result", { resultId: id, with: [STORY.bureau] })).toBe(
      "result/unknown",
    );
    expect(share(world, id, "nobody")).toBe("agency/not-attached");
    world.act(voss, "name-agency", { partyId: "late", name: "Late Agency" });
    expect(share(world, id, STORY.energy, "late")).toBe("terms/not-signed");
    expect(stageOf(world.state, false)).toBe("access-open");
    expect([share(world, id, STORY.energy), share(world, id, STORY.energy)]).toEqual([
      null,
      "result/shared",
    ]);
    expect([stageOf(world.state, false), world.state.results[0]?.shared?.with]).toEqual([
      "results-shared",
      [STORY.energy],
    ]);
  });

  test("is replied to and shared also after the end", () => {
    const world = openWorld();
    const id = given(world);
    world.wait(40).settle();
    expect([reply(world, id), share(world, id, STORY.energy)]).toEqual([null, null]);
  });

  test("names the reports that were filed from it, each once, by its own agency", () => {
    const world = openWorld();
    const input = { resultId: given(world), reportRef: "RP-2026-0412" };
    const file = (by = sand) => world.tried(by, "file-finding", input);
    expect([file(alder), file(), file()]).toEqual(["result/unknown", null, "review/already"]);
  });
});

test("a result of a containment event names the third parties to be told, and no other result does", () => {
  const world = openWorld();
  const given = (integrity: "clean" | "containment-event") =>
    world.tried(holm, "give-result", {
      content: resultWith({ integrity }),
      thirdParties: ["soc@host.example"],
    });
  expect(given("clean")).toBe("incident/none");
  expect(given("containment-event")).toBeNull();
  expect(world.state.incidents).toMatchObject([{ thirdParties: ["soc@host.example"] }]);
});

describe("an incident", () => {
  test("starts a timer, and ends by the lab alone, once", () => {
    const world = openWorld();
    const open = (hours: number) =>
      world.tried(holm, "open-incident", { what: "It got out.", thirdParties: ["Host"], hours });
    expect([open(0), open(721), open(48)]).toEqual(["clock/instant", "clock/instant", null]);
    const { id = "", dueAt } = world.state.incidents[0] ?? {};
    const end = (by = voss, incidentId = id) =>
      world.tried(by, "end-incident", { incidentId, outcome: "Closed off." });
    expect(dueAt).toBe("2026-09-03T08:00:00.000Z");
    expect([end(holm), end(voss, "another"), end(), end()]).toEqual([
      "review/not-your-side",
      "incident/unknown",
      null,
      "incident/ended",
    ]);
    expect(isPaused(world.state)).toBe(false);
  });

  test("goes on after another one ends", () => {
    const world = openWorld();
    for (const what of ["One.", "Two."])
      world.act(holm, "open-incident", { what, thirdParties: [], hours: 1 });
    const { id = "" } = world.state.incidents[0] ?? {};
    world.act(voss, "end-incident", { incidentId: id, outcome: "Over." });
    expect(isPaused(world.state)).toBe(true);
  });
});

describe("coverage", () => {
  const record = (world: World, by = recorder, until: string | null = "2026-09-01") =>
    world.tried(by, "record-coverage", { coverage: "covered", until, basis: "Annex 3." });

  test("is recorded by the designated role alone, when the lab has asked, with a last day", () => {
    const world = newWorld();
    expect(record(world)).toBe("review/not-yet");
    world.act(voss, "ask-coverage", { question: "Is it?" });
    expect(world.tried(voss, "ask-coverage", { question: "Is it?" })).toBe("review/already");
    expect([record(world, voss), record(world, { ...holm, side: "agency" })]).toEqual([
      "review/not-your-side",
      "review/not-found",
    ]);
    expect([record(world, recorder, null), record(world, recorder, "2026-08-31")]).toEqual([
      "clock/day",
      "clock/day",
    ]);
    expect([record(world), world.state.coverage?.by]).toEqual([null, recorder.label]);
  });

  test("is asked for anew in other words, and in the same ones once it was answered", () => {
    const world = newWorld();
    const ask = (question: string) => world.tried(voss, "ask-coverage", { question });
    expect([ask("Is it?"), ask("Is it?"), ask("Is it, without tools?")]).toEqual([
      null,
      "review/already",
      null,
    ]);
    expect([record(world), ask("Is it, without tools?")]).toEqual([null, null]);
    expect(world.state.enquiry?.question).toBe("Is it, without tools?");
  });

  test("that is undetermined needs no last day, and is recorded anew when it is known", () => {
    const world = newWorld();
    world.act(voss, "ask-coverage", { question: "Is it?" });
    world.act(recorder, "record-coverage", {
      coverage: "undetermined",
      until: null,
      basis: "Figures are missing.",
    });
    expect(record(world)).toBeNull();
    expect(world.state.coverage?.coverage).toBe("covered");
  });
});

describe("trusted partners", () => {
  const propose = (world: World, by = holm, name = "Nordbank") =>
    world.tried(by, "propose-partner", { name, reason: "Runs a large estate." });
  const answer = (world: World, by = voss, agrees = true) =>
    world.tried(by, "answer-partner", {
      partnerId: world.state.partners.at(-1)?.id ?? "",
      agrees,
      reason: "Because.",
    });
  const selected = ({ state }: World) => selectedPartners(state).map(({ name }) => name);

  test("are selected when the other side has said yes; silence is none", () => {
    const world = openWorld();
    expect([propose(world), selected(world.wait(20))]).toEqual([null, []]);
    expect([answer(world, alder), answer(world, holm)]).toEqual([
      "review/not-your-side",
      "review/not-your-side",
    ]);
    expect([answer(world), answer(world), selected(world)]).toEqual([
      null,
      "partner/answered",
      ["Nordbank"],
    ]);
  });

  test("are proposed by the lab, too, and any agency in the review answers", () => {
    const world = openWorld();
    expect([propose(world, voss), answer(world), answer(world, alder), selected(world)]).toEqual([
      null,
      "review/not-your-side",
      null,
      ["Nordbank"],
    ]);
  });

  test("are proposed once, however spelt; after an objection again", () => {
    const world = openWorld();
    expect([propose(world), propose(world, voss, " nordBANK ")]).toEqual([null, "review/already"]);
    expect([answer(world, voss, false), selected(world), propose(world)]).toEqual([null, [], null]);
  });

  test("that nobody proposed are not answered", () => {
    expect(answer(openWorld())).toBe("partner/unknown");
  });
});
