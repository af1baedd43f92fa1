import * as client from "openid-client";
import { OutwardError, outwardFetch } from "../url/outwardFetch.ts";
import type { Reach } from "../url/outwardUrl.ts";

/** An identity provider, as configured. */
export type OidcSettings = {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** Whether it may stand in a private network; one on this machine says so by its name. */
  readonly isPrivate?: boolean;
};

export type OidcAttempt = {
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
};
export type OidcPerson = {
  readonly issuer: string;
  readonly subject: string;
  /** Only one that the provider has verified. */
  readonly email: string | null;
};

/** The provider does not answer: not the caller's fault, and not ours. */
export type OidcDown = "down";

export type Oidc = {
  readonly name: string;
  readonly begin: () => Promise<{ url: string; attempt: OidcAttempt } | OidcDown>;
  /** Undefined when the provider's answer does not hold. */
  readonly finish: (
    callback: URL,
    attempt: OidcAttempt,
  ) => Promise<OidcPerson | undefined | OidcDown>;
};

const isOutage = (error: unknown): boolean =>
  error instanceof OutwardError || (error instanceof Error && error.cause instanceof OutwardError);

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
      try {
        return await begin(await configuration(), settings.redirectUri);
      } catch (error) {
        if (isOutage(error)) return "down";
        throw error;
      }
    },
    finish: async (callback, attempt) => {
      try {
        return await finish(await configuration(), callback, attempt);
      } catch (error) {
        if (isOutage(error)) return "down";
        if (error instanceof TypeError) throw error; // a bug, not the answer
        return undefined;
      }
    },
  };
}

async function begin(configuration: client.Configuration, redirectUri: string) {
  const attempt = {
    state: client.randomState(),
    verifier: client.randomPKCECodeVerifier(),
    nonce: client.randomNonce(),
  };
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: "openid email",
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, attempt };
}

async function finish(
  configuration: client.Configuration,
  callback: URL,
  attempt: OidcAttempt,
): Promise<OidcPerson | undefined> {
  const tokens = await client.authorizationCodeGrant(configuration, callback, {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) return undefined;
  const { iss: issuer, sub: subject } = claims;
  // Claims that a scope asks for come from the UserInfo endpoint (OpenID Connect Core, 5.4); many put them in both.
  const about =
    claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
      ? await client.fetchUserInfo(configuration, tokens.access_token, subject)
      : claims;
  const { email, email_verified: isVerified } = about;
  return {
    issuer,
    subject,
    email: isVerified === true && typeof email === "string" ? email : null,
  };
}

const reachOf = (isLocal: boolean, isPrivate: boolean): Reach =>
  isLocal ? "loopback" : isPrivate ? "network" : "public";

/** Plain http is for a provider on this machine only. What its documents name is opened under the same guard. */
async function discover(settings: OidcSettings): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret, isPrivate = false } = settings;
  const url = new URL(issuer);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  const open = outwardFetch({ reach: reachOf(isLocal, isPrivate) });
  return await client.discovery(url, clientId, clientSecret, undefined, {
    execute: isLocal ? [client.allowInsecureRequests] : [],
    [client.customFetch]: open,
  });
}
