import { startServer } from "../../../e2e/support/server.ts";
import type { Place } from "./place.ts";

type Asking = { readonly url: string; readonly token: string };

async function post<T>({ url, token }: Asking, path: string, body: object): Promise<T> {
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A server as a user starts it, and a review that a lab has submitted to one agency. */
export async function openReal(): Promise<Place> {
  const server = await startServer();
  try {
    const { url, pid } = server;
    const administrator = { url, token: await server.token("administrator") };
    const lab = { url, token: await server.token("lab-officer") };
    const name = "Model Test Bureau";
    const agency = { name, kind: "evaluator" };
    const { id: partyId } = await post<{ id: string }>(administrator, "/api/parties", agency);
    const opening = {
      model: "Osprey",
      version: "9",
      increment: { kind: "new-base", reuses: null, note: "" },
      acts: ["access-window"],
      openWeight: false,
      zone: "Europe/Oslo",
      policyDays: 30,
    };
    const { ref } = await post<{ ref: string }>(lab, "/api/reviews", opening);
    await post(lab, `/api/reviews/${ref}/name-agency`, { partyId, name });
    await post(lab, `/api/reviews/${ref}/submit`, {});
    return { ...lab, pid, review: ref, close: async () => void (await server.stop()) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
