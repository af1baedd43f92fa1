import type { APIRequestContext } from "playwright-core";
import { CHECKS } from "../../src/core/guard/detect/checks.ts";
import { compileGuard } from "../../src/core/guard/engine/compileGuard.ts";
import { evaluateParts } from "../../src/core/guard/evaluateParts.ts";
import { personalDataPack } from "../../src/core/guard/packs/personalData.ts";
import { soc2Pack } from "../../src/core/guard/packs/soc2.ts";
import { toSaltedTerm } from "../../src/core/guard/saltedTerm.ts";
import { toShownFinding } from "../../src/core/guard/shownFinding.ts";
import { askServer } from "./askServer.ts";

/** What a model behind the proxy wrote, and what the guard would let go of it. */
export const HELD_TEXT = `Classification: Restricted

The berth index is copied without a check; the crash is at dock.c:41. Ask Ada Marlow for the
dump: ada.marlow@example.com, or +44 20 7946 0958.`;
const guard = compileGuard([soc2Pack, personalDataPack], { embargoed: [] }, CHECKS);
const REWRITE = HELD_TEXT.replace("Classification: Restricted", "[REMOVED]")
  .replace("ada.marlow@example.com", "[EMAIL]")
  .replace("+44 20 7946 0958", "[PHONE]");

/** The question a proxy asks when a person has to decide. */
export const heldQuestion = (destination: string) => ({
  text: HELD_TEXT,
  rewrite: REWRITE,
  audience: { kind: "public" as const },
  findings: evaluateParts({ body: HELD_TEXT }, { kind: "public" }, [guard]).findings.map(
    toShownFinding,
  ),
  destination,
});

/** Two answers of a model that wait, and one that was decided: which is on record then. Answers the record's id. */
export async function holdSome(
  asking: APIRequestContext,
  deciding: APIRequestContext,
): Promise<string> {
  const day = { seconds: 86_400 };
  const put = (destination: string) =>
    askServer<{ id: string }>(asking, "POST", "/api/guard/escalations", {
      ...heldQuestion(destination),
      ...day,
    });
  await put("harbour-assistant, chat");
  await put("release-notes-bot, pull request 812");
  const { id } = await put("support-triage, reply to a customer");
  const answer = { answer: "rewrite", reason: "Who to ask is not for customers." };
  await askServer(deciding, "POST", `/api/guard/escalations/${id}/decide`, answer);
  const { items } = await askServer<{ items: { id: string; outcome: string }[] }>(
    deciding,
    "GET",
    "/api/guard/records?channel=proxy",
  );
  return items[0]?.id ?? "";
}

/** A trade secret of a lab, hashed as its page hashes it. */
export async function registerTerm(lab: APIRequestContext): Promise<void> {
  const { salt } = await askServer<{ salt: string }>(lab, "GET", "/api/guard/terms");
  const term = toSaltedTerm(salt, "Meridian Deep Tide");
  const terms = [{ label: "the next model's code name", term }];
  await askServer(lab, "POST", "/api/guard/terms", { terms });
}

export const plantCanary = (staff: APIRequestContext, caseRef: string): Promise<unknown> =>
  askServer(staff, "POST", `/api/cases/${caseRef}/canaries`, {
    place: "the copy for the distributor",
  });

export const eraseOne = (officer: APIRequestContext): Promise<unknown> =>
  askServer(officer, "POST", "/api/guard/erased", {
    names: ["Perrin Vale", "perrin.vale@example.com"],
    reason: "Asked for on 2026-11-02, letter 114.",
  });
