import { openUpstream } from "#outside/upstream/upstream.ts";

/** The model's side of a proxy: asked over the network, and told as it comes. */
export const connectUpstream = () => openUpstream();
export type AskUpstream = ReturnType<typeof openUpstream>["ask"];
export type UpstreamAnswered = Awaited<ReturnType<AskUpstream>>;
