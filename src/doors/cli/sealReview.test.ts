import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../testing/commandLine.ts";
import { makeFolder } from "../../testing/folder.ts";
import { listeningApp } from "../../testing/listening.ts";
import { type Member, type ReviewDesk, reviewDesk } from "../../testing/reviewDesk.ts";
import { granted } from "../../testing/reviewStages.ts";
import { open } from "./open.ts";
import { seal } from "./seal.ts";
import { sealRewrap } from "./sealRewrap.ts";

const folder = makeFolder("assay-seal-review-");
const at = (name: string) => join(folder, name);
let world: ReviewDesk;
let server: Awaited<ReturnType<typeof listeningApp>>;
let review = "";

beforeAll(async () => {
  world = await reviewDesk();
  server = await listeningApp(world.desk.deps);
  review = (await granted(world)).ref;
});
afterAll(async () => {
  await server.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const as = ({ says }: Member) => [
  ...["--url", server.url, "--review", review, "--json"],
  ...["--token", String(says.as).replace("Bearer ", "")],
];
const identityOf = ({ name, identity }: Member) => {
  const file = at(`${name}.key`);
  writeFileSync(file, `${identity}\n`, { mode: 0o600 });
  return ["--identity", file];
};

test("a lab seals to a reviewer through the real server, who opens it; a colleague of the lab is let in later", async () => {
  const { voss, brandt, holm } = world.people;
  const content = Buffer.alloc(5_000_000, "You are Quince. ");
  writeFileSync(at("prompt.txt"), content);
  const to = [holm, voss].flatMap(({ name, sealKey }) => ["--to", `${name}=${sealKey}`]);
  const said = ["--kind", "system-prompt", "--unclassified"];
  const sealed = await runCommand(seal, [...as(voss), ...to, ...said, at("prompt.txt")]);
  expect(sealed).toMatchObject({ status: 0, err: "" });
  const { id, digest } = JSON.parse(sealed.out);

  const opened = await runCommand(open, [
    ...as(holm),
    ...identityOf(holm),
    ...["--digest", digest, "--out", at("opened"), id],
  ]);
  expect(opened).toMatchObject({ status: 0, err: "" });
  expect(JSON.parse(opened.out)).toMatchObject({ name: "prompt.txt", size: content.length });
  expect(readFileSync(at("opened")).equals(content)).toBe(true);

  const more = ["--to", `${brandt.name}=${brandt.sealKey}`, id];
  const rewrapped = await runCommand(sealRewrap, [...as(voss), ...identityOf(voss), ...more]);
  expect(rewrapped).toMatchObject({ status: 0, err: "" });
  expect(JSON.parse(rewrapped.out)).toMatchObject({ version: 2 });
  const args = [...as(brandt), ...identityOf(brandt), "--out", at("opened again"), id];
  expect(await runCommand(open, args)).toMatchObject({ status: 0, err: "" });
  expect(readFileSync(at("opened again")).equals(content)).toBe(true);
});

test("who takes no part is told of nothing, with exit status 2", async () => {
  const { port } = world.people;
  const args = [...as(port), ...identityOf(port), "--out", at("no"), crypto.randomUUID()];
  const ran = await runCommand(open, args);
  expect(ran).toMatchObject({ status: 2, out: "" });
  expect(ran.err).toContain("404");
});
