import type { AppendLine, EvaluationPage } from "#contract/evaluation/run.ts";
import { type Reply, type TestApp, testApp, type Verb } from "./app.ts";
import { type TestDesk, type TestPerson, testDesk } from "./desk.ts";
import { type MadeRun, toBody } from "./evaluationRuns.ts";
import { told } from "./told.ts";

/** Somebody of the desk who asks with a token. */
export type EvaluationPerson = TestPerson & { readonly as: string };

/** A desk with two parties that evaluate, and the server in front of it. `close()` it afterwards. */
export type EvaluationDesk = {
  readonly desk: TestDesk;
  readonly site: TestApp;
  readonly people: Readonly<Record<"teal" | "finch" | "rook" | "keeper", EvaluationPerson>>;
  readonly ask: (
    by: EvaluationPerson,
    method: Verb,
    url: string,
    body?: object | string,
  ) => Promise<Reply>;
  /** Opens a run and answers its reference. */
  readonly open: (by: EvaluationPerson, made: MadeRun) => Promise<string>;
  readonly push: (
    by: EvaluationPerson,
    ref: string,
    lines: readonly unknown[],
  ) => Promise<readonly AppendLine[]>;
  readonly page: (by: EvaluationPerson, ref: string) => Promise<EvaluationPage>;
  readonly close: () => Promise<void>;
};

const NDJSON = { "content-type": "application/x-ndjson" };

export async function evaluationDesk(): Promise<EvaluationDesk> {
  const desk = await testDesk();
  const site = await testApp(desk.deps);
  const [lakeside, elsewhere] = [await desk.party("Lakeside"), await desk.party("Elsewhere")];
  const enter = async (...seat: Parameters<TestDesk["person"]>): Promise<EvaluationPerson> => {
    const person = await desk.person(...seat);
    return { ...person, as: `Bearer ${await desk.token(person)}` };
  };
  const people = {
    teal: await enter(lakeside, ["analyst"], "R. Teal"),
    finch: await enter(lakeside, ["verifier"], "G. Finch"),
    rook: await enter(elsewhere, ["analyst"], "C. Rook"),
    keeper: await enter(lakeside, ["administrator"], "K. Eeper"),
  };
  const ask: EvaluationDesk["ask"] = async ({ as }, method, url, body) =>
    await site.call(method, url, { as, ...(body === undefined ? {} : { body }) });
  return {
    desk,
    site,
    people,
    ask,
    open: async (by, { opening }) =>
      told<{ ref: string }>(await ask(by, "POST", "/api/evaluations", opening), 201).ref,
    push: async ({ as }, ref, lines) => {
      const url = `/api/evaluations/${ref}/lines`;
      const { text } = await site.call("POST", url, { as, headers: NDJSON, body: toBody(lines) });
      return text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as AppendLine);
    },
    page: async (by, ref) => told<EvaluationPage>(await ask(by, "GET", `/api/evaluations/${ref}`)),
    close: async () => {
      await site.close();
      await desk.close();
    },
  };
}
