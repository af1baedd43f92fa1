import { patiently } from "#core/sealed/patience.ts";
import { openSealedServer, type SealedServer } from "#core/sealed/sealedServer.ts";
import { browserAsk } from "./browserAsk.ts";
import { patience, sha256 } from "./platform.ts";

/** The sealed things of one review, at this page's server. */
export const connect = (review: string, signal: AbortSignal): SealedServer =>
  openSealedServer(patiently(browserAsk(signal), patience), review, sha256);
