import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync, zstdCompressSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../testing/commandLine.ts";
import { makeFolder } from "../../../testing/folder.ts";
import { openPlainTarget } from "../../../testing/plainTarget.ts";
import { evalConfig } from "./config.ts";
import { evalExport } from "./export.ts";
import { evalImport } from "./import.ts";
import { evalRun } from "./run.ts";
import { evalStatus } from "./status.ts";

const folder = makeFolder("assay-interop-");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (...path: string[]) => join(folder, ...path);
function put(path: string, text: string | Uint8Array): string {
  mkdirSync(join(at(path), ".."), { recursive: true });
  writeFileSync(at(path), text);
  return at(path);
}

/** A zip as Inspect packs it: each entry by the method that its version uses. */
function zip(entries: readonly (readonly [string, unknown, 0 | 8 | 93])[]): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, value, method] of entries) {
    const plain = Buffer.from(JSON.stringify(value));
    const packed =
      method === 8 ? deflateRawSync(plain) : method === 93 ? zstdCompressSync(plain) : plain;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, place, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listed, end]);
}

const header = { version: 2, status: "success", eval: { task: "sums", model: "mockllm/model" } };
const sample = (id: number, value: string) => ({
  id,
  epoch: 1,
  input: "What is 2 + 2?",
  messages: [{ role: "assistant", content: "4" }],
  scores: { match: { value } },
});

describe("assay eval import", () => {
  test.each([
    [0, "stored"],
    [8, "deflated"],
    [93, "packed with Zstandard"],
  ] as const)("takes over an archive of Inspect, %i: %s", async (method, _) => {
    const entries = [
      ["header.json", header, method],
      ["samples/1_epoch_1.json", sample(1, "C"), method],
      ["samples/2_epoch_1.json", sample(2, "I"), method],
      ["summaries.json", [], method],
    ] as const;
    const path = put(`log-${method}.eval`, zip(entries));
    const ran = await runCommand(evalImport, [path, "--to", at(`in-${method}`), "--json"]);
    expect([ran.status, ran.err]).toEqual([0, ""]);
    const { folder: run } = JSON.parse(ran.out) as { folder: string };
    const lines = readFileSync(join(run, "trials.jsonl"), "utf8").trim().split("\n");
    expect(lines.length).toBe(2);
  });

  test("takes over an archive of a run that did not end, and samples that lie in chunks", async () => {
    const { eval: task } = header;
    const chunked = {
      id: 2,
      epoch: 1,
      input: "attachment://0",
      scores: { match: { value: "I" } },
      message_refs: [
        [0, 1],
        [2, 3],
      ],
    };
    const said = (content: string) => ({ role: "assistant", content });
    const path = put(
      "open.eval",
      zip([
        ["_journal/start.json", { version: 3, eval: task, plan: {} }, 8],
        ["_journal/summaries/1.json", [], 8],
        ["samples/1_epoch_1.json", sample(1, "I"), 8],
        // The same sample once more, since it ran again.
        ["samples/1_epoch_1.json", sample(1, "C"), 8],
        ["samples/2_epoch_1/sample.json", chunked, 8],
        ["samples/2_epoch_1/messages/2.json", [said("two")], 8],
        ["samples/2_epoch_1/messages/0.json", [said("zero"), said("one")], 8],
        ["samples/2_epoch_1/events/0.json", [{ event: "model" }], 8],
        ["samples/2_epoch_1/attachments/0.json", ["What is it?"], 8],
      ]),
    );
    const ran = await runCommand(evalImport, [path, "--to", at("open"), "--json"]);
    expect([ran.status, ran.err]).toEqual([0, ""]);
    const { folder: run, notes } = JSON.parse(ran.out) as { folder: string; notes: string[] };
    expect(notes).toContain("The log's status is started.");
    const trials = readFileSync(join(run, "trials.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map(
        (line) =>
          JSON.parse(line) as {
            held: { content: { message: string } };
            events: { edit: { message: { content: string } } }[];
          },
      );
    expect(trials.map(({ held }) => held.content.message)).toEqual([
      "What is 2 + 2?",
      "What is it?",
    ]);
    expect(trials[1]?.events.map(({ edit }) => edit.message.content)).toEqual(["zero", "two"]);
    // Notes stay with what they speak of.
    expect(JSON.parse(readFileSync(join(run, "import.json"), "utf8"))).toMatchObject({
      format: "inspect",
      notes,
    });
  });

  test.each([
    ['{"eval":{"task":"t","model":"m"},"samples":{"a":1}}', "/samples: must be a list"],
    ['{"eval":{"task":"t","model":"m"},"samples":[]}', "/samples: is empty"],
    ['{"eval":{"task":"t","model":"m"}}', "/samples: is not there"],
    ['{"resourceSpans":[]}', "kind: traces"],
    ['{"prompts":["a"],"tests":[]}', "--from promptfoo"],
    ["[]", "is no log of Inspect"],
  ])("says of %s what it is and what to do", async (text, says) => {
    const ran = await runCommand(evalImport, [put("other.json", text), "--to", at("other")]);
    expect([ran.status, ran.out]).toEqual([1, ""]);
    expect(ran.err).toContain(says);
  });

  test("status shows each metric of a run with what it is of, also where others have no answer", async () => {
    const scores = { match: { value: "C" }, grade: { value: 0.5 } };
    const text = JSON.stringify({ ...header, samples: [{ ...sample(1, "C"), scores }] });
    const ran = await runCommand(evalImport, [
      put("mixed.json", text),
      "--to",
      at("mixed"),
      "--json",
    ]);
    const { folder: run } = JSON.parse(ran.out) as { folder: string };
    const said = await runCommand(evalImport, [at("mixed.json"), "--to", at("mixed")]);
    expect(said.out).toContain("metric  match: 100.0 % (1 of 1; 95 % interval");
    const { out } = await runCommand(evalStatus, [run]);
    expect(out).toMatch(/^match +100\.00 % {2}of 1, 95 % interval/m);
    expect(out).toMatch(/^grade +– {2}of 0; without 1 inconclusive$/m);
  });

  test("says what is no archive, no log, no report, and what it cannot tell", async () => {
    const broken = put("broken.eval", "PK no");
    const noLog = put("log.json", "{");
    const noReport = put("report.jsonl", '{"entry_type":"init"}\n');
    const say = async (...args: string[]) => {
      const { status, out, err } = await runCommand(evalImport, args);
      expect(out).toBe("");
      return [status, err] as const;
    };
    expect(await say(broken)).toEqual([1, expect.stringContaining("broken.eval")]);
    expect(await say(put("cut.eval", "PK\x03\x04 no"))).toEqual([
      1,
      expect.stringContaining("not the whole of one"),
    ]);
    expect(await say(put("wide.json", Buffer.from("{}", "utf16le")))).toEqual([
      1,
      expect.stringContaining("Save it in UTF-8"),
    ]);
    expect(await say(noLog)).toEqual([1, expect.stringContaining("is no JSON")]);
    expect(await say(noReport)).toEqual([1, expect.stringContaining("No attempt")]);
    expect(await say(at("absent.jsonl"))).toEqual([1, expect.stringContaining("There is no file")]);
    expect(await say(put("notes.txt", "x"))).toEqual([2, expect.stringContaining("--from")]);
    expect(await say(put("empty/x", "").replace(/x$/, ""))).toEqual([
      1,
      expect.stringContaining("no run of ASSERT"),
    ]);
  });

  test("makes an evaluation of a suite of promptfoo, and writes over none", async () => {
    const suite = put(
      "promptfoo.yaml",
      "prompts: ['Hi {{name}}']\ntests: [{ vars: { name: [A, B] }, assert: [{ type: contains, value: A }] }]\n",
    );
    const ran = await runCommand(evalImport, [suite, "--to", at("pf"), "--json"]);
    expect(JSON.parse(ran.out)).toMatchObject({ cases: 2, rules: 1, notes: [] });
    expect(readdirSync(at("pf")).sort()).toEqual([
      "cases.jsonl",
      "evaluation.yaml",
      "taxonomy.json",
    ]);
    expect(readFileSync(at("pf", "evaluation.yaml"), "utf8")).toContain('text: "A"');
    const again = await runCommand(evalImport, [suite, "--to", at("pf")]);
    expect([again.status, again.err]).toEqual([1, expect.stringContaining("is there already")]);
  });
});

test("the tests of a suite judge their own cases alone, once the evaluation runs", async () => {
  const target = await openPlainTarget(async ({ message }) => ({ reply: `You said ${message}.` }));
  const suite = put(
    "own.yaml",
    "prompts: ['{{w}}']\ntests: [{ description: a, vars: { w: red }, assert: [{ type: contains, value: red }] }, { description: b, vars: { w: blue }, assert: [{ type: contains, value: green }] }, { description: c, vars: { w: grey } }]\n",
  );
  await runCommand(evalImport, [suite, "--to", at("own")]);
  const path = at("own", "evaluation.yaml");
  const asked = readFileSync(path, "utf8").replace(
    /^target:\n(?: .*\n)+/m,
    `target: { kind: http, url: "${target.url}" }\n`,
  );
  writeFileSync(path, asked);
  const ran = await runCommand(evalRun, [at("own"), "--json"]);
  await target.close();
  const { metric, yes, n, exclusions } = JSON.parse(ran.out) as Record<string, unknown>;
  expect({ metric, yes, n, exclusions }).toEqual({
    metric: "assertion_unmet",
    yes: 1,
    n: 2,
    exclusions: [{ reason: "unscored", n: 1 }],
  });
});

describe("files that a suite of promptfoo names", () => {
  const take = (yaml: string, to: string) =>
    runCommand(evalImport, [put("suite/s.yaml", yaml), "--to", at(to), "--json"]);

  test("are read beside it, by pattern, and each of their files in turn", async () => {
    put("suite/prompts/a.txt", "Hi {{who}}");
    put(
      "suite/t.yaml",
      "- vars: { who: file://who.txt }\n  assert: [{ type: contains, value: 'no' }]\n",
    );
    put("suite/who.txt", "Ada\n");
    const ran = await take("prompts: prompts/*.txt\ntests: [t.yaml]\n", "named");
    expect([ran.status, ran.err]).toEqual([0, ""]);
    expect(readFileSync(at("named", "cases.jsonl"), "utf8")).toContain('"Hi Ada"');
  });

  test("and that are not there, or lie outside of its folder, are told with their place", async () => {
    put("secret.txt", "private");
    symlinkSync(at("secret.txt"), at("suite", "link.txt"));
    const ran = await take("prompts: [gone.txt, ../secret.txt, link.txt]\n", "none");
    expect([ran.status, ran.out]).toEqual([1, ""]);
    expect(ran.err.split("\n").slice(0, 3)).toEqual([
      expect.stringMatching(/^\/prompts\/0: names gone.txt, and there is no such file/),
      expect.stringMatching(/^\/prompts\/1: names ..\/secret.txt, which lies outside/),
      expect.stringMatching(/^\/prompts\/2: names link.txt, which lies outside/),
    ]);
  });
});

describe("assay eval export", () => {
  const imported = async (): Promise<string> => {
    const path = put(
      "one.json",
      JSON.stringify({ ...header, samples: [sample(1, "C"), sample(2, "I")] }),
    );
    const ran = await runCommand(evalImport, [path, "--to", at("one"), "--json"]);
    return (JSON.parse(ran.out) as { folder: string }).folder;
  };

  test("writes a suite of ASSERT that comes back with the same answers", async () => {
    const run = await imported();
    const ran = await runCommand(evalExport, [run, "--as", "assert", "--out", at("suite")]);
    expect([ran.status, ran.err]).toEqual([0, ""]);
    const back = await runCommand(evalImport, [at("suite", "run"), "--to", at("back"), "--json"]);
    const { report } = JSON.parse(back.out) as {
      report: { metrics: { dimension: string; rate: { yes: number; n: number } }[] };
    };
    expect(JSON.stringify(report)).toContain('"match"');
    const scores = readFileSync(at("suite", "run", "scores.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(
      scores.map(
        (line) => (JSON.parse(line) as { verdict: { dimensions: object } }).verdict.dimensions,
      ),
    ).toEqual([{ match: true }, { match: false }]);
  });

  test("writes JUnit and events, and names what it can write", async () => {
    const run = await imported();
    await runCommand(evalExport, [run, "--as", "junit"]);
    expect(readFileSync(join(run, "export", "junit.xml"), "utf8")).toContain(
      'tests="2" failures="1"',
    );
    await runCommand(evalExport, [run, "--as", "otlp"]);
    expect(readFileSync(join(run, "export", "evaluation.otlp.json"), "utf8")).toContain(
      "gen_ai.evaluation.result",
    );
    const other = await runCommand(evalExport, [run, "--as", "pdf"]);
    expect([other.status, other.err]).toEqual([2, expect.stringContaining("assert, junit, otlp")]);
    const none = await runCommand(evalExport, [folder, "--as", "junit"]);
    expect([none.status, none.err]).toEqual([2, expect.stringContaining("no run folder")]);
  });
});

describe("assay eval config", () => {
  const preset = (name: string) =>
    `kind: behavior\nname: ${name}\nversion: "1.0"\nsummary: s\ndescription: |\n  - Says too much\n`;
  const config = (name: string) =>
    put(
      `configs/${name}.yaml`,
      `behavior: { preset: ${name} }\npipeline:\n  systematize: { model: { name: m } }\n`,
    );
  const run = (name: string, ...more: string[]) =>
    runCommand(evalConfig, [config(name), "--json", ...more], {
      env: { ASSAY_SUITES: at("suites") },
    });

  test("finds a preset beside the file, in the library named, in the suites, each before the next", async () => {
    put("configs/beside.yaml.txt", "");
    put("configs/behaviors/near.yaml", preset("near"));
    put("lib/behaviors/named.yaml", preset("named"));
    put("suites/evaluation/library/behaviors/kept.yaml", preset("kept"));
    for (const name of ["near", "named", "kept"]) {
      const ran = await run(name, "--library", at("lib"), "--at", "2026-11-23T07:15:53Z");
      expect([ran.status, ran.err]).toEqual([0, ""]);
      expect(JSON.parse(ran.out)).toMatchObject({
        behavior_name: name,
        suite: "eval-20261123T071553",
      });
    }
  });

  test("names a preset that is nowhere, and an unknown key with the one that was meant", async () => {
    const ran = await run("nowhere");
    expect([ran.status, ran.out]).toEqual([1, ""]);
    expect(ran.err).toContain("the behaviour preset nowhere, which is in no library");
    const file = put("configs/typo.yaml", "pipelin: {}\n");
    const other = await runCommand(evalConfig, [file], { env: {} });
    expect([other.status, other.err]).toEqual([1, expect.stringContaining("pipeline")]);
  });
});
