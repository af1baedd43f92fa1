/** What our tests use of it; the package brings no types of its own. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  type Claims = Record<string, unknown>;
  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }
  interface Context {
    readonly oidc: {
      readonly client?: { readonly clientId: string };
      readonly session?: { readonly accountId?: string };
      readonly provider: {
        readonly Grant: new (of: { clientId: string; accountId: string }) => Grant;
      };
    };
  }
  interface Configuration {
    readonly clients: readonly Record<string, unknown>[];
    readonly pkce: { readonly required: () => boolean };
    readonly features: Record<string, { readonly enabled: boolean }>;
    readonly claims: Record<string, readonly string[]>;
    readonly jwks: { readonly keys: readonly object[] };
    readonly ttl: Record<string, number>;
    readonly cookies: { readonly keys: readonly string[] };
    readonly findAccount: (
      context: Context,
      sub: string,
    ) => { readonly accountId: string; readonly claims: () => Promise<Claims> };
    readonly interactions: {
      readonly url: (context: Context, interaction: { readonly uid: string }) => string;
    };
    readonly loadExistingGrant: (context: Context) => Promise<Grant>;
  }
  export class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, reply: ServerResponse) => Promise<void>;
    interactionFinished(
      request: IncomingMessage,
      reply: ServerResponse,
      result: { readonly login: { readonly accountId: string } },
    ): Promise<void>;
  }
}
