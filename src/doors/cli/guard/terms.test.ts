import { expect, test } from "vitest";
import { toSaltedTerm } from "#core/guard/saltedTerm.ts";
import { runCommand } from "../../../testing/commandLine.ts";
import { guardTerms } from "./terms.ts";

const WHERE = ["--url", "https://desk.example", "--token", "t"];
const LINE = {
  id: "0199a1b2-0000-7000-8000-000000000000",
  label: "model",
  words: 2,
  addedBy: "Ada",
  addedAt: "2026-05-04T00:00:00.000Z",
};
const answer = (status: number, body: unknown) => ({
  status,
  type: "application/json",
  body: JSON.stringify(body),
});

/** A desk that keeps what it is sent. */
function desk() {
  const sent: string[] = [];
  const server = (_path: string, body: string | null) => {
    if (body === null) return answer(200, { salt: "grey", items: [LINE] });
    sent.push(body);
    return answer(201, { items: [LINE] });
  };
  return { sent, server };
}

test("terms are hashed here, by the desk's salt: the words are not sent", async () => {
  const { sent, server } = desk();
  const input = ["model\tProject Nightjar\n\nrecipe\tgrey box\n"];
  const { status, out } = await runCommand(guardTerms, ["add", ...WHERE], { input, server });
  expect({ status, out }).toEqual({ status: 0, out: "2 terms are registered.\n" });
  expect(sent.join()).not.toMatch(/nightjar|box/i);
  expect(JSON.parse(sent[0] ?? "").terms).toEqual([
    { label: "model", term: toSaltedTerm("grey", "Project Nightjar") },
    { label: "recipe", term: toSaltedTerm("grey", "grey box") },
  ]);
});

test("more terms than one question takes go in several", async () => {
  const { sent, server } = desk();
  const input = [Array.from({ length: 201 }, (_, i) => `l${i}\tword${i}`).join("\n")];
  expect((await runCommand(guardTerms, ["add", ...WHERE], { input, server })).status).toBe(0);
  expect(sent.map((body) => JSON.parse(body).terms.length)).toEqual([200, 1]);
});

test.each([
  ["Project Nightjar\n", /line 1.*label/i],
  ["a\tb\nNightjar\tnightjar\n", /line 2.*label.*other/i],
  ["a\tone two three four five six seven eight nine\n", /line 1.*8 words/i],
  ["a\t…\n", /line 1.*no word/i],
  ["", /nothing/i],
])("%j is refused before anything is sent", async (text, why) => {
  const { sent, server } = desk();
  const { status, err } = await runCommand(guardTerms, ["add", ...WHERE], {
    input: [text],
    server,
  });
  expect({ status, sent }).toEqual({ status: 2, sent: [] });
  expect(err).toMatch(why);
});

test("the list has labels and no words", async () => {
  const { server } = desk();
  const { status, out } = await runCommand(guardTerms, ["list", ...WHERE], { server });
  expect({ status, out }).toEqual({
    status: 0,
    out: "0199a1b2-0000-7000-8000-000000000000  model  2 words  Ada  2026-05-04\n",
  });
});

test("what it cannot do it says", async () => {
  const { status, err } = await runCommand(guardTerms, ["drop", ...WHERE], {});
  expect({ status, err }).toEqual({
    status: 2,
    err: 'assay guard terms: There is no "drop". Say add or list.\n',
  });
});
