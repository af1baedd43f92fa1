import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { headline } from "#core/evaluation/report/report.ts";
import { randomOf } from "#core/evaluation/statistics/random.ts";
import {
  control,
  loadFrom,
  readAllVerdicts,
  readTrials,
  runFolderOf,
  testDeps,
  writeEvaluation,
} from "../../testing/evaluation.ts";
import { openPlainTarget } from "../../testing/plainTarget.ts";
import { runEvaluation } from "./runEvaluation.ts";

type PlainTarget = Awaited<ReturnType<typeof openPlainTarget>>;
const open: PlainTarget[] = [];
const openTarget = async (...args: Parameters<typeof openPlainTarget>) => {
  const target = await openPlainTarget(...args);
  open.push(target);
  return target;
};
afterEach(async () => {
  for (const target of open.splice(0)) await target.close();
});

/** Says the word to questions with an even number. */
const answer = ({ message }: { readonly message: string }) => ({
  reply: Number(message.replace(/\D/g, "")) % 2 === 0 ? "Here is the word." : "No.",
});
const http = ({ url }: PlainTarget, more = "") => `{ kind: http, url: "${url}"${more} }`;

async function evaluate(folder: string, controlled = control(), deps = testDeps()) {
  const done = await runEvaluation(await loadFrom(folder), deps, controlled);
  if (!done.ok) throw new Error(JSON.stringify(done.problems));
  return done;
}

describe("an evaluation", () => {
  test("goes from a sentence to a rate, and does nothing twice", async () => {
    const target = await openTarget(answer);
    const folder = writeEvaluation({ target: http(target), cases: 7, more: "repetitions: 2" });
    const first = await evaluate(folder);
    expect(first.reported?.report).toMatchObject({
      trials: { total: 14, run: 14, judged: 14 },
      exclusions: [],
    });
    expect(first.reported?.report.figures).toContainEqual(
      expect.objectContaining({
        dimension: "policy_violation",
        stance: "impermissible",
        rate: expect.objectContaining({ rate: 1, n: 8, yes: 8 }),
      }),
    );
    const again = await evaluate(folder);
    expect(target.seen).toHaveLength(14);
    expect(again.reported?.report).toEqual(first.reported?.report);
  });

  test("keeps every event, what went over the wire, and no key", async () => {
    const target = await openTarget(answer);
    const folder = writeEvaluation({ target: http(target, ", key_env: MY_KEY"), cases: 1 });
    const keyOf = () => "sk-very-secret";
    const { run } = await evaluate(folder, control(), testDeps({ keyOf }));
    const [trial] = readTrials(run.folder);
    expect(trial?.events.map(({ actor, edit }) => [actor, edit.type])).toEqual([
      ["tester", "add_message"],
      ["target", "add_message"],
    ]);
    expect(trial?.events.at(-1)?.raw).toMatchObject({
      wire: { request: { message: "Question 0" }, response: { reply: "Here is the word." } },
    });
    for (const name of ["run.json", "trials.jsonl"])
      expect(readFileSync(join(run.folder, name), "utf8")).not.toContain("sk-very-secret");
  });

  test("weak point 4: a run that was cut off at any byte goes on there, and repeats nothing", async () => {
    const target = await openTarget(answer);
    const folder = writeEvaluation({ target: http(target), cases: 9 });
    const { run, reported } = await evaluate(folder);
    const journal = join(run.folder, "trials.jsonl");
    const whole = readFileSync(journal);
    const verdicts = readAllVerdicts(run.folder);
    const random = randomOf("cut");
    for (let round = 0; round < 12; round += 1) {
      const at = Math.floor(random() * (whole.length + 1));
      writeFileSync(journal, whole);
      truncateSync(journal, at);
      const kept = whole.subarray(0, at).toString().split("\n").length - 1;
      target.seen.length = 0;
      const { reported: next } = await evaluate(folder);
      expect(target.seen).toHaveLength(9 - kept);
      const ordinals = readTrials(run.folder).map(({ ordinal }) => ordinal);
      expect(ordinals.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(next?.report.figures).toEqual(reported?.report.figures);
    }
    expect(readAllVerdicts(run.folder)).toEqual(verdicts);
  });

  test("weak point 4: recorded traces are judged like any transcript", async () => {
    const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });
    const span = (id: string, said: string) => ({
      traceId: id,
      name: "chat",
      startTimeUnixNano: "1000000",
      endTimeUnixNano: "3000000",
      attributes: [
        attribute("session.id", id),
        attribute("gen_ai.operation.name", "chat"),
        attribute("gen_ai.output.messages", JSON.stringify([{ role: "assistant", content: said }])),
      ],
    });
    const spans = [span("a", "Here is the word."), span("b", "No."), span("c", "the word, again")];
    const folder = writeEvaluation({
      target: "{ kind: traces, files: [traces.json] }",
    });
    const yaml = join(folder, "evaluation.yaml");
    writeFileSync(yaml, readFileSync(yaml, "utf8").replace("design: { cases: cases.jsonl }\n", ""));
    writeFileSync(
      join(folder, "traces.json"),
      JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
    );
    const { reported } = await evaluate(folder);
    expect(reported?.report.figures[0]?.rate).toMatchObject({ yes: 2, n: 3 });
  });

  test("weak point 5: trials of a traced target run side by side, and none waits for another", async () => {
    let arrived = 0;
    let release = () => {};
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    // Nobody is answered before twelve have asked: behind a lock this would never end.
    const target = await openTarget(async () => {
      arrived += 1;
      if (arrived === 12) release();
      await all;
      return { reply: "No.", spans: [{ name: "agent" }] };
    });
    const folder = writeEvaluation({
      target: http(target, ", traced: true"),
      cases: 12,
      more: "concurrency: 12",
    });
    const { reported } = await evaluate(folder);
    expect(target.mostOpen()).toBe(12);
    expect(reported?.report).toMatchObject({
      trials: { run: 12 },
      integrity: { evidenceMissing: 0 },
    });
  });

  test("weak point 5: processes that answer lines run side by side as well", async () => {
    const folder = writeEvaluation({
      target: `{ kind: process, command: ["${process.execPath}", agent.mjs], traced: true }`,
      cases: 8,
      more: "concurrency: 4",
    });
    // Each waits until four of them run: it sees the others by the files that they leave.
    writeFileSync(
      join(folder, "agent.mjs"),
      `import { readdirSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
writeFileSync("here-" + process.pid, "");
for await (const line of createInterface({ input: process.stdin })) {
  const { message } = JSON.parse(line);
  while (readdirSync(".").filter((name) => name.startsWith("here-")).length < 4)
    await new Promise((resolve) => setTimeout(resolve, 5));
  console.log(JSON.stringify({ reply: "You said " + message, spans: [] }));
}
`,
    );
    const { reported, run } = await evaluate(folder);
    expect(reported?.report.trials).toEqual({ total: 8, run: 8, judged: 8 });
    expect(reported?.report.integrity.evidenceMissing).toBe(8);
    expect(readTrials(run.folder)[0]?.events.at(-1)?.edit).toMatchObject({
      message: { content: expect.stringMatching(/^You said Question/) },
    });
  });
});

describe("a target that calls tools", () => {
  test("is given what the real tool gives, and every call is in the transcript", async () => {
    const target = await openTarget((asked) => {
      const { messages } = asked as unknown as { messages: { role: string; content: string }[] };
      const result = messages.find(({ role }) => role === "tool");
      const call = {
        id: "c1",
        type: "function",
        function: { name: "double", arguments: '{"n":21}' },
      };
      const message =
        result === undefined
          ? { role: "assistant", content: null, tool_calls: [call] }
          : { role: "assistant", content: `It is ${result.content}: the word.` };
      return { choices: [{ index: 0, message, finish_reason: result ? "stop" : "tool_calls" }] };
    });
    const folder = writeEvaluation({
      target: `{ kind: openai, url: "${target.url}", model: m }`,
      cases: 2,
      more: `tools: [{ name: double, source: real, parameters: { type: object } }]
tool_commands: { double: ["${process.execPath}", double.mjs] }`,
      judges:
        "[{ dimension: policy_violation, yes_if: { rule: all, of: [{ rule: tool_called, tool: double }, { rule: contains, text: 'It is 42' }] } }]",
    });
    writeFileSync(
      join(folder, "double.mjs"),
      `import { text } from "node:stream/consumers";
const { arguments: { n } } = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(n * 2));
`,
    );
    const { reported, run } = await evaluate(folder);
    expect(readTrials(run.folder)[0]).toMatchObject({ end: "completed", toolFaults: [] });
    expect(reported && headline(reported.report)?.rate).toMatchObject({ yes: 2, n: 2 });
  });
});

describe("a run that does not come to its end", () => {
  test("is cancelled cleanly, keeps what it has, and goes on", async () => {
    const controlled = control();
    const target = await openTarget((asked) => {
      if (target.seen.length === 5) controlled.controller.abort();
      return answer(asked);
    });
    const folder = writeEvaluation({ target: http(target), cases: 12, more: "concurrency: 2" });
    const stopped = await evaluate(folder, controlled);
    expect(stopped).toMatchObject({ trials: { cancelled: true }, judged: null, reported: null });
    const kept = readTrials(runFolderOf(folder)).length;
    expect(kept).toBe(stopped.trials.done);
    expect(kept).toBeLessThan(12);
    target.seen.length = 20;
    const { trials } = await evaluate(folder);
    expect(trials).toMatchObject({ done: 12, stopped: null });
    expect(target.seen).toHaveLength(20 + 12 - kept);
  });

  test("stops at a ceiling, says which, and goes on when it is raised", async () => {
    const target = await openTarget(answer);
    const folder = writeEvaluation({
      target: http(target),
      cases: 10,
      more: "concurrency: 1\nceilings: { calls: 4 }",
    });
    const { trials } = await evaluate(folder);
    expect(trials).toMatchObject({ done: 4, total: 10 });
    expect(trials.stopped).toContain("ceiling of 4 calls");
    const yaml = join(folder, "evaluation.yaml");
    writeFileSync(yaml, readFileSync(yaml, "utf8").replace("calls: 4", "calls: 100"));
    expect((await evaluate(folder)).trials).toMatchObject({ done: 10, stopped: null });
    expect(target.seen).toHaveLength(10);
  });

  test("stops against an endpoint that answers a web page, and runs those trials again when asked", async () => {
    let isBroken = true;
    const target = await openTarget((asked, response) => {
      if (!isBroken) return answer(asked);
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html><body>Sign in</body></html>");
      return undefined;
    });
    const folder = writeEvaluation({ target: http(target), cases: 20, more: "concurrency: 2" });
    const { trials } = await evaluate(folder);
    expect(trials.stopped).toMatch(/answered a web page.*Check the address.*--retry-errors/s);
    expect(trials.done).toBeLessThan(20);
    isBroken = false;
    const again = await evaluate(folder, control({ retryErrors: true }));
    expect(again.trials).toMatchObject({ done: 20, failed: 0, stopped: null });
    expect(again.reported?.report).toMatchObject({
      trials: { run: 20, judged: 20 },
      integrity: { brokenOff: 0 },
    });
    const rows = readTrials(again.run.folder);
    expect(rows.filter(({ end }) => end === "target_error")).toHaveLength(trials.failed);
    expect(rows).toHaveLength(20 + trials.failed);
  });

  test("counts an endpoint that hangs as broken off, with the time that it was given", async () => {
    const target = await openTarget((asked, response) => {
      if (asked.message !== "Question 2") return answer(asked);
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
      return undefined;
    });
    const folder = writeEvaluation({ target: http(target, ", timeout_s: 0.2"), cases: 5 });
    const { trials, reported, run } = await evaluate(folder);
    expect(trials).toMatchObject({ done: 5, failed: 1, stopped: null });
    expect(reported?.report.exclusions).toEqual([{ reason: "evidence_missing", n: 1 }]);
    const broken = readTrials(run.folder).find(({ end }) => end === "target_error");
    expect(broken?.fault).toContain("did not answer within 0.2 s");
  });

  test("believes no usage that cannot be", async () => {
    const target = await openTarget((asked) => ({
      ...answer(asked),
      usage: { input_tokens: -5, output_tokens: "many" },
    }));
    const folder = writeEvaluation({ target: http(target), cases: 2 });
    const { run } = await evaluate(folder);
    expect(readTrials(run.folder)[0]?.usage).toMatchObject({
      inputTokens: null,
      outputTokens: null,
      cost: null,
    });
  });

  test("is not worked on by two at once", async () => {
    const target = await openTarget(answer);
    const folder = writeEvaluation({ target: http(target), cases: 40, more: "concurrency: 1" });
    const [first, second] = await Promise.allSettled([evaluate(folder), evaluate(folder)]);
    const results = [first, second].map(({ status }) => status).sort();
    expect(results).toEqual(["fulfilled", "rejected"]);
    const refused = [first, second].find(({ status }) => status === "rejected");
    expect(String((refused as PromiseRejectedResult).reason)).toContain("is being worked in");
    expect(readTrials(runFolderOf(folder))).toHaveLength(40);
  });

  test("says where a journal was changed by something else", async () => {
    const target = await openTarget(answer);
    const folder = writeEvaluation({ target: http(target), cases: 3 });
    const { run } = await evaluate(folder);
    const journal = join(run.folder, "trials.jsonl");
    const [one, , three] = readFileSync(journal, "utf8").split("\n");
    writeFileSync(journal, `${one}\nnot ours\n${three}\n`);
    await expect(evaluate(folder)).rejects.toThrow(/trials\.jsonl, line 2: .*Remove the line/);
  });
});

describe("what a run is known by", () => {
  test("another system prompt, another script of the target or another rule are other keys beside the old", async () => {
    const agent = (word: string) => `import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify({ reply: JSON.parse(line).system + " ${word}" }));
`;
    const target = (system: string) =>
      `{ kind: process, command: ["${process.execPath}", agent.mjs], system: "${system}" }`;
    const folder = writeEvaluation({ target: target("one"), cases: 2 });
    const yaml = join(folder, "evaluation.yaml");
    writeFileSync(join(folder, "agent.mjs"), agent("says nothing"));
    const first = await evaluate(folder);
    expect(first.reported?.report.figures[0]?.rate.rate).toBe(0);

    writeFileSync(join(folder, "agent.mjs"), agent("says the word"));
    const script = await evaluate(folder);
    expect(script.reported?.report.figures[0]?.rate.rate).toBe(1);

    writeFileSync(yaml, readFileSync(yaml, "utf8").replace('"one"', '"two"'));
    const system = await evaluate(folder);
    const keys = [first, script, system].map(({ run }) => run.record.run);
    expect(new Set(keys).size).toBe(3);
    expect(new Set([first, script, system].map(({ run }) => run.record.ids.testSet)).size).toBe(1);

    writeFileSync(yaml, readFileSync(yaml, "utf8").replace('text: "the word"', 'text: "two"'));
    const judged = await evaluate(folder);
    expect(judged.run.record.run).toBe(system.run.record.run);
    expect(judged.reported?.report.judge).not.toBe(system.reported?.report.judge);
    expect(readAllVerdicts(judged.run.folder)).toHaveLength(4);
  });
});
