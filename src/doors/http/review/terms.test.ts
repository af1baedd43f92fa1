import { describe, expect, test } from "vitest";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import type { TermsVersion } from "#core/review/terms.ts";
import { verifyRegistration } from "#outside/access/webauthn.ts";
import { verifyTerms } from "#outside/review/verifySignature.ts";
import { insertPasskey } from "#store/access/passkey.ts";
import { withSystem } from "#store/database.ts";
import { type Authenticator, newAuthenticator } from "../../../testing/authenticator.ts";
import { openForAll } from "../../../testing/openForAll.ts";
import { type Member, reviewDesk } from "../../../testing/reviewDesk.ts";
import { agreed, signBy, submitted, termsFor } from "../../../testing/reviewStages.ts";
import { told } from "../../../testing/told.ts";

const world = openForAll(reviewDesk);

async function proposed(): Promise<string> {
  const ref = await submitted(world);
  await world.act(world.people.voss, ref, "propose-terms", { terms: termsFor(world) });
  return ref;
}

const at = (ref: string, version: number, rest = "sign") =>
  `/api/reviews/${ref}/terms/${version}/${rest}`;

type Begun = {
  readonly hash: string;
  readonly message: string;
  readonly options: { readonly challenge: string; readonly rpId: string };
};
const begin = async (by: Member, ref: string, version = 1): Promise<Begun> =>
  told(await world.ask(by, "POST", at(ref, version, "sign/begin")));

/** A passkey of that person, as enrolment leaves one. */
async function enrol({ personId }: Member): Promise<Authenticator> {
  const { site } = world.desk.deps;
  const device = newAuthenticator();
  const created = device.create({ challenge: "enrol", origin: site.origin, rpId: site.rpId });
  const passkey = await verifyRegistration(site, "enrol", created);
  if (!passkey) throw new Error("The passkey was not taken.");
  await withSystem(world.desk.db, world.desk.id, (tx) =>
    insertPasskey(tx, world.desk.id, { ...passkey, personId }, world.desk.clock.now()),
  );
  return device;
}

async function signByPasskey(by: Member, device: Authenticator, ref: string, change: object = {}) {
  const { options } = await begin(by, ref);
  const { origin } = world.desk.deps.site;
  const { challenge, rpId } = options;
  const response = device.get({ challenge, rpId, origin, ...change });
  return await world.ask(by, "POST", at(ref, 1), { body: { method: "webauthn", response } });
}

/** The newest terms of a page, as they are verified. */
function newestOf({ terms }: ReviewPage): TermsVersion {
  const newest = terms.at(-1);
  if (!newest) throw new Error("There are no terms.");
  return newest as TermsVersion;
}

const reviewIdOf = async (ref: string) =>
  (
    await world.desk.owner
      .selectFrom("review")
      .select("id")
      .where("ref", "=", ref)
      .executeTakeFirstOrThrow()
  ).id;

describe("terms", () => {
  test("signed by both sides with keys of their own are in force, and anybody can verify that again", async () => {
    const { voss, holm, alder } = world.people;
    const ref = await proposed();
    expect(told<ReviewPage>(await signBy(world, voss, ref, 1)).stage).toBe("submitted");
    const page = told<ReviewPage>(await signBy(world, holm, ref, 1));
    expect(page.stage).toBe("terms-agreed");
    told(await signBy(world, alder, ref, 1));
    const terms = newestOf(await world.page(voss, ref));
    expect(terms.signatures.map(({ name, method }) => [name, method])).toEqual([
      [voss.name, "ed25519"],
      [holm.name, "ed25519"],
      [alder.name, "ed25519"],
    ]);
    expect(await verifyTerms(await reviewIdOf(ref), terms)).toEqual({ ok: true });
    const changed = { ...terms, terms: { ...terms.terms, retentionDays: 31 } };
    expect((await verifyTerms(await reviewIdOf(ref), changed)).ok).toBe(false);
  });

  test("are signed with a passkey over their hash, and that verifies again as well", async () => {
    const { voss, holm } = world.people;
    const ref = await proposed();
    told(await signByPasskey(voss, await enrol(voss), ref));
    const page = told<ReviewPage>(await signByPasskey(holm, await enrol(holm), ref));
    expect(page.stage).toBe("terms-agreed");
    const terms = newestOf(page);
    expect(terms.signatures.map(({ method }) => method)).toEqual(["webauthn", "webauthn"]);
    expect(await verifyTerms(await reviewIdOf(ref), terms)).toEqual({ ok: true });
  });

  test("are not signed by somebody else's passkey, from elsewhere, unverified, or over other terms", async () => {
    const { voss, holm } = world.people;
    const ref = await proposed();
    const [mine, theirs] = [await enrol(voss), await enrol(holm)];
    const other = await begin(voss, await proposed());
    const tries = [
      signByPasskey(voss, theirs, ref),
      signByPasskey(voss, mine, ref, { origin: "https://elsewhere.example" }),
      signByPasskey(voss, mine, ref, { flags: 0x01 }),
      signByPasskey(voss, mine, ref, { challenge: other.options.challenge }),
      signByPasskey(voss, newAuthenticator(), ref),
    ];
    for (const tried of await Promise.all(tries))
      expect(tried).toMatchObject({ status: 422, body: { code: "terms/signature" } });
    told(await signByPasskey(voss, mine, ref));
  });

  test("are not signed with another's key, a seal key, an ended key, or over other bytes", async () => {
    const { voss, brandt } = world.people;
    const ref = await proposed();
    const { message, hash } = await begin(voss, ref);
    const bytes = Buffer.from(message, "base64");
    const keys = told<{ items: { id: string; purpose: string }[] }>(
      await world.ask(voss, "GET", "/api/my/keys"),
    );
    const sealKey = keys.items.find(({ purpose }) => purpose === "seal")?.id;
    const tries = [
      { keyId: brandt.signKeyId, signature: brandt.signBytes(bytes) },
      { keyId: brandt.signKeyId, signature: voss.signBytes(bytes) },
      { keyId: sealKey, signature: voss.signBytes(bytes) },
      { keyId: voss.signKeyId, signature: voss.signBytes(Buffer.from(hash)) },
      { keyId: crypto.randomUUID(), signature: voss.signBytes(bytes) },
    ];
    for (const tried of tries) {
      const body = { method: "ed25519", ...tried };
      const reply = await world.ask(voss, "POST", at(ref, 1), { body });
      expect(reply).toMatchObject({ status: 422, body: { code: "terms/signature" } });
    }
    told(await world.ask(brandt, "DELETE", `/api/my/keys/${brandt.signKeyId}`), 204);
    expect((await signBy(world, brandt, ref, 1)).status).toBe(422);
    expect((await world.page(voss, ref)).terms[0]?.signatures).toEqual([]);
  });

  test("changed are a new version that both sides sign; what was in force stays so until then", async () => {
    const { voss, holm } = world.people;
    const ref = await agreed(world);
    const terms = termsFor(world, { retentionDays: 10 });
    const page = await world.act(holm, ref, "propose-terms", { terms });
    expect([page.stage, page.terms.length]).toEqual(["terms-agreed", 2]);
    const { changes } = told<{ changes: object[] }>(
      await world.ask(holm, "GET", at(ref, 2, "changes")),
    );
    expect(changes).toMatchObject([
      { path: "/retentionDays", before: "30 days", after: "10 days" },
    ]);
    const old = await signBy(world, voss, ref, 1);
    expect(old).toMatchObject({ status: 409, body: { code: "terms/other-version" } });
    told(await signBy(world, voss, ref, 2));
    told(await signBy(world, holm, ref, 2));
    const twice = await signBy(world, holm, ref, 2);
    expect(twice).toMatchObject({ status: 409, body: { code: "terms/signed" } });
  });

  test("are printed with their hash and signatures", async () => {
    const { voss, holm } = world.people;
    const ref = await agreed(world);
    const { hash } = await begin(voss, ref);
    const reply = await world.ask(holm, "GET", at(ref, 1, "text"));
    expect(reply.type).toMatch(/^text\/plain/);
    for (const word of [hash, voss.name, holm.name, "Measure redshank"])
      expect(reply.text).toContain(word);
  });

  test("of the past are signed in no review that has ended", async () => {
    const { voss } = world.people;
    const ref = await proposed();
    await world.act(voss, ref, "withdraw");
    expect(await signBy(world, voss, ref, 1)).toMatchObject({
      status: 409,
      body: { code: "review/closed" },
    });
  });
});
