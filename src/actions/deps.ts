import type { Limits } from "#core/formats/limits.ts";
import type { Oidc } from "#outside/access/oidc.ts";
import type { RelyingParty } from "#outside/access/webauthn.ts";
import type { Validate } from "#outside/advisory/validator.ts";
import type { Chance } from "#outside/chance/chance.ts";
import type { ContentStore } from "#outside/files/contentStore.ts";
import type { GuardKey } from "#outside/keys/guardKey.ts";
import type { Signers } from "#outside/publish/seal.ts";
import type { SealedStore } from "#outside/sealed/sealedStore.ts";
import type { Jobs } from "#store/jobs/jobs.ts";
import type { LedgerDeps } from "./ledger/deps.ts";

/** Everything an action may touch besides its arguments. */
export type Deps = LedgerDeps & {
  readonly chance: Chance;
  readonly site: Site;
  readonly oidc: Oidc | null;
  readonly files: ContentStore;
  /** Ciphertext of sealed material. */
  readonly sealed: SealedStore;
  readonly limits: Limits;
  readonly version: string;
  readonly validate: Validate;
  readonly signers: Signers;
  readonly guardKey: GuardKey;
  /** Root of the published trees, one folder a desk. */
  readonly publishedDir: string;
  /** How to reach the desk, in public files. */
  readonly contact: string;
  readonly jobs: Pick<Jobs, "wake">;
};

export type Site = RelyingParty & {
  /** The desk that answers at this address. */
  readonly desk: { readonly id: string; readonly slug: string; readonly name: string };
};
