import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newLedgerKey } from "#outside/ledger/noteKey.ts";
import { verifyProof } from "#outside/review/verifySignature.ts";
import { type Files, memoryFolder } from "../../testing/logFolder.ts";
import { sha256 } from "../../testing/merkle.ts";
import {
  type Edit,
  ofAccess,
  ofEvent,
  recordFolder,
  storyEntries,
  taking,
} from "../../testing/reviewRecord.ts";
import { CAST, STORY, STORY_EVENTS, signatureOver } from "../../testing/reviewStory.ts";
import { utf8 } from "../bytes.ts";
import { checkRecord, RECORD_FILE, SUMMARY_FILE } from "./record.ts";
import type { ReviewEvent } from "./reviewEvent.ts";
import { signedUncounted } from "./uncountedHash.ts";

const ORIGIN = "assay.example.org/desk";
const key = newLedgerKey();
type Told = ReturnType<typeof storyEntries>;

const story = storyEntries();
const whole = [...story, taking(story)];
const folderOf = (told: Told, edit?: Edit): Files => recordFolder(key, ORIGIN, told, edit);

const check = (files: Files, size = whole.length) =>
  checkRecord(memoryFolder(files), size, {
    sha256,
    whyUnsigned: async (signed, signature) => {
      const proof = await verifyProof(signed, signature);
      return proof.ok ? undefined : proof.why;
    },
  });

const sound = folderOf(whole);
const bytesOf = (path: string) => sound.get(path) ?? new Uint8Array(0);
const linesOf = (path: string) =>
  Buffer.from(bytesOf(path))
    .toString()
    .split(/(?<=\n)/);

describe("the record of a review", () => {
  test("says what was held, who saw it, and what was destroyed", async () => {
    expect(await check(sound)).toMatchObject({
      ok: true,
      value: {
        review: {
          id: STORY.review,
          ref: "RV-2026-0007",
          lab: "Halden Models",
          ended: { how: "expired" },
        },
        taken: { by: "E. Voss", at: "2026-10-30T12:00:00.000Z" },
        lines: { events: STORY_EVENTS.length, accesses: 4, others: 0, closed: 0 },
        terms: [{ version: 1, signed: [{ side: "lab" }, { side: "agency" }, { side: "agency" }] }],
        held: [
          { material: STORY.card, readers: ["V. Holm", "P. Sand"] },
          { material: STORY.prompts, readers: ["V. Holm", "P. Sand"] },
        ],
        seen: [
          {
            material: STORY.card,
            name: "V. Holm",
            count: 2,
            first: "2026-09-10T14:40:00.000Z",
            last: "2026-09-11T10:00:00.000Z",
          },
          { material: STORY.card, name: "P. Sand", count: 1 },
          { what: "endpoint", material: null, grant: "g1", name: "P. Sand", count: 1 },
        ],
        destroyed: [{ id: "d1", material: STORY.card, of: "V. Holm", on: "2026-10-09" }],
        missing: [
          { id: "d2", overdueAt: "2026-10-22T08:00:00.000Z" },
          { id: "d3", overdueAt: null },
        ],
      },
    });
  });

  test("with any byte of either file changed does not hold", async () => {
    for (const path of [RECORD_FILE, SUMMARY_FILE]) {
      const bytes = bytesOf(path);
      const places = fc.nat({ max: bytes.length - 1 });
      await fc.assert(
        fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
          const changed = bytes.slice();
          changed[at] = (changed[at] ?? 0) ^ mask;
          expect((await check(new Map(sound).set(path, changed))).ok).toBe(false);
        }),
        { numRuns: 60 },
      );
    }
  });

  test("names the line with the change", async () => {
    const lines = linesOf(RECORD_FILE);
    for (const at of [0, 5, lines.length - 1]) {
      const changed = lines.with(at, (lines[at] ?? "").replace(/"label":"./, '"label":"?'));
      const files = new Map(sound).set(RECORD_FILE, utf8(changed.join("")));
      const checked = await check(files);
      expect(checked).toMatchObject({ ok: false, fault: { where: `${RECORD_FILE}:${at + 1}` } });
    }
  });

  test("does not hold without its summary, or with the summary alone", async () => {
    for (const [path, missing] of [[RECORD_FILE], [SUMMARY_FILE]].map(([one = ""]) => [one, one])) {
      const files = new Map(sound);
      files.delete(path ?? "");
      expect(await check(files)).toMatchObject({
        fault: { where: missing, message: "is missing" },
      });
    }
    const neither = new Map([...sound].filter(([path]) => !path.startsWith("review")));
    expect(await check(neither)).toEqual({ ok: true, value: null });
  });

  test("of a log that has been cut off before it does not hold", async () => {
    expect((await check(sound, whole.length - 1)).ok).toBe(false);
    expect((await check(sound, 256)).ok).toBe(false);
  });
});

describe("a record that was edited, with a summary to match, does not hold", () => {
  const drop =
    (at: number): Edit =>
    (lines) =>
      lines.filter((_, i) => i !== (at < 0 ? lines.length + at : at));
  const last = linesOf(RECORD_FILE).length;

  test.each<[string, Edit, object]>([
    [
      "a line left out",
      drop(3),
      { where: `${RECORD_FILE}:${last - 1}`, message: /the record has/ },
    ],
    ["an access left out", drop(-20), { message: /the record has/ }],
    ["the end left out", drop(-1), { message: "the last line is not the taking of the record" }],
    ["the line before the end left out", drop(-2), { message: /the record has/ }],
    [
      "a line twice",
      (lines) => [...lines.slice(0, 4), ...lines.slice(3)],
      { where: `${RECORD_FILE}:5` },
    ],
    [
      "two lines exchanged",
      (lines) => [lines[1] ?? "", lines[0] ?? "", ...lines.slice(2)],
      { where: `${RECORD_FILE}:2`, message: /out of order/ },
    ],
    ["nothing in it", () => [], {}],
    ["a line after the end", (lines) => [...lines, lines.at(-1) ?? ""], {}],
    ["lines that are no JSON", (lines) => ["[]\n", ...lines], { where: `${RECORD_FILE}:1` }],
    ["a line with spaces", (lines) => [(lines[0] ?? "").replace(",", ", "), ...lines.slice(1)], {}],
    [
      "a member added",
      (lines) => [(lines[0] ?? "").replace("}\n", ',"x":1}\n'), ...lines.slice(1)],
      {},
    ],
    [
      "an event taken out of its line",
      (lines) => lines.with(2, (lines[2] ?? "").replace(/"event":\{.*?\},"index"/, '"index"')),
      { where: `${RECORD_FILE}:3`, message: "the event that its entry is about is missing" },
    ],
    [
      "what an event says changed",
      (lines) => lines.map((line) => line.replace("Key erased", "Key kept")),
      { message: "the event is not what its entry holds the hash of" },
    ],
    [
      "who had access changed",
      (lines) => lines.map((line) => line.replace('"name":"P. Sand"', '"name":"V. Holm"')),
      {},
    ],
  ])("%s", async (_, edit, fault) => {
    const checked = await check(folderOf(whole, edit));
    expect(checked.ok).toBe(false);
    const { where, message } = fault as { where?: string; message?: string | RegExp };
    if (!checked.ok && where) expect(checked.fault.where).toBe(where);
    if (!checked.ok && message) expect(checked.fault.message).toMatch(message);
  });
});

describe("a log that was signed by a desk that does not keep to its own rules", () => {
  /** The story with one entry replaced, or the taking. */
  const replaced = (
    at: (told: Told[number]) => boolean,
    by: (told: Told[number]) => Told[number],
  ) => {
    const told = story.map((one) => (at(one) ? by(one) : one));
    return folderOf([...told, taking(told)]);
  };
  const isOf = (type: ReviewEvent["type"]) => (one: Told[number]) => one.event?.type === type;

  test("is found out when an entry is by somebody else than its event", async () => {
    const unchanged = replaced(isOf("submitted"), (one) => one);
    expect((await check(unchanged)).ok).toBe(true);
    const other = replaced(isOf("submitted"), ({ entry, event, ofReview }) => ({
      entry: { ...entry, actor: { personId: CAST.sand.personId, label: CAST.sand.label } },
      ...(event ? { event } : {}),
      ofReview,
    }));
    expect(await check(other)).toMatchObject({
      fault: { message: "the event is by somebody else than its entry" },
    });
  });
  test("is found out when terms are not those of their hash, or a signature is not over them", async () => {
    const changedTerms = (event: ReviewEvent): ReviewEvent =>
      event.type === "terms-proposed"
        ? { ...event, terms: { ...event.terms, retentionDays: 31 } }
        : event;
    const terms = replaced(isOf("terms-proposed"), ({ event }) =>
      ofEvent(changedTerms(event ?? (STORY_EVENTS[0] as ReviewEvent))),
    );
    expect(await check(terms)).toMatchObject({
      fault: { message: "the terms are not those of their hash" },
    });
    const forged = (event: ReviewEvent): ReviewEvent =>
      event.type === "terms-signed"
        ? {
            ...event,
            signature: {
              ...event.signature,
              proof: { ...event.signature.proof, signature: "00".repeat(64) },
            },
          }
        : event;
    const signed = replaced(isOf("terms-signed"), ({ event }) =>
      ofEvent(forged(event ?? (STORY_EVENTS[0] as ReviewEvent))),
    );
    expect(await check(signed)).toMatchObject({
      fault: { message: "The signature is not by this key over what was to be signed." },
    });
  });
  test("is found out when days left uncounted are not those that the lab signed", async () => {
    const at = "2026-09-20T09:00:00.000Z";
    const agreed = { days: ["2026-09-10", "2026-09-11"], reason: "Endpoint down." };
    const { message } = signedUncounted(STORY.review, agreed);
    const signature = signatureOver(message, CAST.voss, at);
    const left = (change: object) => {
      const event = { type: "days-left-uncounted", ...agreed, signature, ...change } as const;
      const told = [
        ...story.slice(0, -1),
        ofEvent({ ...event, id: "left", at, by: CAST.voss }),
        ...story.slice(-1),
      ];
      const all = [...told, taking(told)];
      return check(folderOf(all), all.length);
    };
    expect(await left({})).toMatchObject({ ok: true });
    const moreDays = { days: [...agreed.days, "2026-09-12"] };
    for (const change of [moreDays, { reason: "Maintenance." }])
      expect(await left(change)).toMatchObject({
        fault: { message: "The signature is not by this key over what was to be signed." },
      });
  });
  test("is found out when an entry of another review stands among the lines", async () => {
    const other = replaced(isOf("submitted"), ({ entry, event, ofReview }) => ({
      entry: { ...entry, subject: { reviewId: STORY.lab } },
      ...(event ? { event } : {}),
      ofReview,
    }));
    expect(await check(other)).toMatchObject({
      fault: { message: "its entry is not about the review of the lines before it" },
    });
  });
  test("is found out when an event lacks a member of its kind", async () => {
    const { recipients: _, ...broken } = STORY_EVENTS.find(
      ({ type }) => type === "material-sealed",
    ) as ReviewEvent & { recipients: unknown };
    const files = replaced(
      ({ event }) => event?.id === broken.id,
      () => ofEvent(broken as ReviewEvent),
    );
    expect(await check(files)).toMatchObject({
      fault: { message: "an event is of no form that is known" },
    });
  });
  test.each([
    ["more events than it had", { events: 1 }],
    ["another end", { through: 3 }],
    ["other kinds", { events: STORY_EVENTS.length + 1, accesses: 3 }],
    ["no count", { events: "many" }],
  ])("is found out when the taking tells of %s", async (_, more) => {
    expect((await check(folderOf([...story, taking(story, more)]))).ok).toBe(false);
  });
});

describe("a record for a reader who may not see everything", () => {
  test("has closed lines, which are counted, and cannot be left out", async () => {
    const told = story.map((one) =>
      one.event?.type === "result-given" ? { ...one, closed: true } : one,
    );
    const closed = told.filter((one) => one.closed).length;
    expect(await check(folderOf([...told, taking(told)]))).toMatchObject({
      ok: true,
      value: { lines: { events: STORY_EVENTS.length - closed, closed } },
    });
    const without: Edit = (lines) => lines.filter((line) => line.includes('"body"'));
    expect(await check(folderOf([...told, taking(told)], without))).toMatchObject({ ok: false });
  });
  test("may tell nothing but that something was", async () => {
    const told = [...story, ofAccess(CAST.holm, "2026-10-29T00:00:00.000Z", null)].map((one) => ({
      ...one,
      closed: one.ofReview,
    }));
    expect(await check(folderOf([...told, taking(told)]), told.length + 1)).toMatchObject({
      ok: true,
      value: { review: { id: STORY.review, ref: null }, held: [], seen: [] },
    });
  });
});
