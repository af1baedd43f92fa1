import type { Asker } from "#core/access/asker.ts";
import type { Cleared, OutgoingText } from "#core/guard/message.ts";
import { ok, type Refusal, type Result, refuse } from "#core/result.ts";
import { asDesk, withAsker } from "#store/database.ts";
import type { Deps } from "../deps.ts";
import { clearFile } from "./clearFile.ts";
import { readLeaving } from "./readLeaving.ts";

/**
 * A paper for somebody who asked for it, as it may go out to them: rewritten where that is the verdict, else held until a
 * person lets just these words go.
 */
export const letPaperOut = (
  deps: Deps,
  asker: Asker,
  destination: string,
  text: string,
): Promise<Result<Cleared<OutgoingText>, Refusal<"guard/held">>> =>
  withAsker(deps.db, asker, (tx) =>
    asDesk(tx, asker, async () => {
      const outgoing = { channel: "report", audience: { kind: "named" } } as const;
      const read = await readLeaving(tx, deps, asker.deskId, {
        ...outgoing,
        parts: { body: text },
      });
      const said = read.action === "rewrite" ? (read.output?.body ?? text) : text;
      const who = { destination, sentBy: null, sender: asker.name };
      const out = await clearFile(tx, deps, asker.deskId, { text: said }, outgoing, who);
      if (out.ok) return ok(out.value);
      const detail = `The guard holds this paper: ${out.refusal.detail} A coordinator of the desk can let it go.`;
      return refuse("guard/held", detail);
    }),
  );
