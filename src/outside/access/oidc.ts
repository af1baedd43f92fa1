import * as client from "openid-client";

/** An identity provider, as configured. */
export type OidcSettings = {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
};

export type OidcAttempt = {
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
};
export type OidcPerson = {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
};

export type Oidc = {
  readonly name: string;
  readonly begin: () => Promise<{ url: string; attempt: OidcAttempt }>;
  /** Undefined when the provider's answer does not hold. */
  readonly finish: (callback: URL, attempt: OidcAttempt) => Promise<OidcPerson | undefined>;
};

/** Discovery happens at first use, so that a provider that is down does not keep the server from starting. */
export function openOidc(settings: OidcSettings): Oidc {
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = () => {
    discovered ??= discover(settings).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  return {
    name: settings.name,
    begin: async () => {
      const attempt = {
        state: client.randomState(),
        verifier: client.randomPKCECodeVerifier(),
        nonce: client.randomNonce(),
      };
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: settings.redirectUri,
        scope: "openid email",
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
      });
      return { url: url.href, attempt };
    },
    finish: async (callback, attempt) => {
      try {
        const tokens = await client.authorizationCodeGrant(await configuration(), callback, {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) return undefined;
        const email =
          claims.email_verified === true && typeof claims.email === "string" ? claims.email : null;
        return { issuer: claims.iss, subject: claims.sub, email };
      } catch (error) {
        if (error instanceof TypeError) throw error; // the network, not the answer
        return undefined;
      }
    },
  };
}

/** Plain http is for a provider on this machine only. */
const discover = async ({ issuer, clientId, clientSecret }: OidcSettings) => {
  const url = new URL(issuer);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return await client.discovery(url, clientId, clientSecret, undefined, {
    execute: isLocal ? [client.allowInsecureRequests] : [],
  });
};
