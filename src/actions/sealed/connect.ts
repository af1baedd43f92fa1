import { patiently } from "#core/sealed/patience.ts";
import { openSealedServer, type SealedServer } from "#core/sealed/sealedServer.ts";
import { sha256 } from "#outside/hash/sha256.ts";
import { httpAsk } from "#outside/sealed/httpAsk.ts";
import { patience } from "#outside/sealed/patience.ts";

export type Where = {
  /** Address of the server. */
  readonly url: string;
  readonly token: string;
  /** Reference of the review, RV-…. */
  readonly review: string;
};

export const connect = ({ url, token, review }: Where): SealedServer =>
  openSealedServer(patiently(httpAsk(url, token), patience), review, sha256);
