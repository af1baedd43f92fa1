import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { PlannedFile } from "#core/advisory/publication/plan.ts";
import type { Cleared, OutgoingText, Sealed } from "#core/guard/message.ts";
import { bytesOf, textOf } from "#doors/http/outgoing.ts";
import type { Mail, Mailer } from "#outside/mail/mailer.ts";
import { publishTree } from "#outside/publish/tree.ts";

const SRC = fileURLToPath(new URL(".", import.meta.url));

type SourceFile = { readonly path: string; readonly text: string };

const sources = (): SourceFile[] =>
  (readdirSync(SRC, { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|^testing\//.test(name))
    .map((name) => ({
      path: relative(SRC, join(SRC, name)),
      text: readFileSync(join(SRC, name), "utf8"),
    }));

/** What sends something to somebody outside, as it looks in the source. */
const SINKS: readonly (readonly [what: string, looks: RegExp])[] = [
  ["a mail", /\bsendMail\(|from "nodemailer"/],
  ["a file of the public tree", /\bpublishedDir\b.*\bwrite|from "\.\/atomicFile\.ts"/],
  ["a page, a paper, a calendar", /["'`]text\/(?:html|markdown|calendar|plain)/],
  ["ciphertext", /["'`]application\/octet-stream["'`]/],
  ["a webhook", /webhook/i],
];

/** Every sender of the rooms that reach outside, and what in it shows that it takes nothing but `Cleared` or `Sealed`. */
const SENDERS: Readonly<Record<string, RegExp>> = {
  "outside/mail/mailer.ts": /readonly send: \(mail: Cleared<Mail>\)/,
  "outside/publish/tree.ts": /cleared: readonly Cleared<PlannedFile>\[\]/,
  "doors/http/review/paper.ts": /ok\(textOf\(/,
  "doors/http/review/sealed.ts": /ok\(bytesOf\(sealed\)\)/,
};

/** Files with the same looks that send nothing of a desk to anybody, each with its reason. */
const NO_SENDERS: Readonly<Record<string, string>> = {
  "doors/http/app.ts": "names a media type that it does not take",
  "outside/api/client.ts": "the command line's calls to its own server",
  "outside/doctor/mail.ts": "greets the mail server, and sends nothing",
  "doors/http/site.ts":
    "hands out the tree that publishTree wrote, and the application's own files",
};

/**
 * Archives that leave without the guard: signed records. Each line is committed to by a leaf of the log, so that a changed one
 * would not verify; they go to those alone who may see each opened entry, and who wrote or read its words in the product before.
 * What others may not see of an entry is its hash.
 */
const RECORDS: Readonly<Record<string, string>> = {
  "contract/ledger/ledger.ts": "zipLedger: the log, with the openings that the asker may have",
  "contract/review/review.ts": "exportReview: the record of a review, for its own two sides",
};

type Fault = { readonly path: string; readonly what: string };

const ROOMS = /^(?:outside|doors\/http|doors\/jobs)\//;

/** Senders that are not on the list, and those on it that take something else. */
function faultsIn(files: readonly SourceFile[]): Fault[] {
  return files
    .filter(({ path }) => ROOMS.test(path) && !(path in NO_SENDERS))
    .flatMap(({ path, text }) =>
      SINKS.filter(([, looks]) => looks.test(text))
        .filter(() => !SENDERS[path]?.test(text))
        .map(([what]) => ({ path, what })),
    );
}

describe("what leaves", () => {
  test("is sent by nothing but what takes Cleared or Sealed", () => {
    expect(faultsIn(sources())).toEqual([]);
  });

  test("is no archive but a signed record, which a rewriting would break", () => {
    const archives = sources().filter(({ text }) => /rawAnswer: "application\/zip"/.test(text));
    expect(archives.map(({ path }) => path).sort()).toEqual(Object.keys(RECORDS).sort());
    const routes = archives.flatMap(({ text }) => text.match(/"application\/zip"/g) ?? []);
    expect(routes).toHaveLength(Object.keys(RECORDS).length);
  });

  test("has no sender on the list that is not there any more", () => {
    const there = new Set(sources().map(({ path }) => path));
    const listed = [...Object.keys(SENDERS), ...Object.keys(NO_SENDERS)];
    expect(listed.filter((path) => !there.has(path))).toEqual([]);
  });

  test.each([
    ["outside/mail/second.ts", 'import { createTransport } from "nodemailer";'],
    ["outside/mail/mailer.ts", "send: async (mail: Mail) => transport.sendMail(mail)"],
    ["outside/publish/feed.ts", 'import { writeAtomically } from "./atomicFile.ts";'],
    ["doors/http/review/paper.ts", 'reply.type("text/html"); return ok(report.value);'],
    ["doors/http/clearinghouse/letter.ts", 'reply.type("text/plain").send(body);'],
    ["doors/jobs/webhook.ts", "await postWebhook(url, body);"],
  ])("a planted sender is found: %s", (path, text) => {
    expect(faultsIn([{ path, text }]).map((fault) => fault.path)).toContain(path);
  });

  test("is cleared by the guard's own functions alone, and sealed only where sealed bytes are passed on", () => {
    const making = (looks: RegExp) =>
      sources()
        .filter(({ text }) => looks.test(text))
        .map(({ path }) => path)
        .sort();
    expect(making(/\bas (?:unknown as )?Cleared\b/)).toEqual(["core/guard/evaluate.ts"]);
    expect(making(/\bas unknown as Sealed\b/)).toEqual(["core/guard/message.ts"]);
    expect(making(/\btoSealed\(/)).toEqual(["actions/review/readSealed.ts"]);
  });
});

describe("by their types", () => {
  test("mailer, tree and papers take what the guard has read, and no plain thing", () => {
    expectTypeOf<Parameters<Mailer["send"]>[0]>().toEqualTypeOf<Cleared<Mail>>();
    expectTypeOf<Parameters<typeof publishTree>[2]>().toEqualTypeOf<
      readonly Cleared<PlannedFile>[]
    >();
    expectTypeOf<Parameters<typeof textOf>[0]>().toEqualTypeOf<Cleared<OutgoingText>>();
    expectTypeOf<Mail>().not.toExtend<Cleared<Mail>>();
    expectTypeOf<PlannedFile>().not.toExtend<Cleared<PlannedFile>>();
    expectTypeOf<OutgoingText>().not.toExtend<Cleared<OutgoingText>>();
    expect([publishTree, textOf].every((sender) => typeof sender === "function")).toBe(true);
  });

  test("what is sealed names its recipients and its size, and is not made of plain bytes", () => {
    expectTypeOf<Parameters<typeof bytesOf>[0]>().toExtend<Sealed>();
    expectTypeOf<Sealed["recipients"]>().toEqualTypeOf<readonly string[]>();
    expectTypeOf<Sealed["size"]>().toEqualTypeOf<number>();
    type Plain = { recipients: string[]; size: number; bytes: Uint8Array };
    expectTypeOf<Plain>().not.toExtend<Sealed<Uint8Array>>();
    expect(typeof bytesOf).toBe("function");
  });
});
