import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** What the provider knows of somebody. */
export type Account = { readonly sub: string; readonly email: string; readonly verified: boolean };

export type IdentityProvider = {
  readonly issuer: string;
  /** Who signs in there next. */
  readonly become: (account: Account) => void;
  /** What the authorization endpoint was asked for, request after request. */
  readonly asked: readonly URLSearchParams[];
  readonly close: () => Promise<void>;
};

export const CLIENT = { clientId: "assay", clientSecret: "a-secret-of-this-test-alone" } as const;

const signingKey = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

/**
 * A certified OpenID provider on a free port of this machine, which demands PKCE and puts what a scope asks for where
 * the standard does: at the UserInfo endpoint. Its sign-in page signs in whoever `become` named.
 */
export async function openIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  let current: Account = { sub: "nobody", email: "nobody@example.org", verified: false };
  const accounts = new Map<string, Account>();
  const asked: URLSearchParams[] = [];
  let answer = (_request: IncomingMessage, reply: ServerResponse): void => void reply.end();
  const server = createServer((request, reply) => answer(request, reply));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["of this test alone"] },
    jwks: { keys: [signingKey()] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_context, sub) => {
      const { email, verified } = accounts.get(sub) ?? current;
      return { accountId: sub, claims: async () => ({ sub, email, email_verified: verified }) };
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    // Nobody is asked twice whether they want to: consent is given as soon as it is needed.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? "",
        accountId: oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  answer = (request, reply) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/auth") asked.push(url.searchParams);
    if (!url.pathname.startsWith("/interaction/")) return void handle(request, reply);
    accounts.set(current.sub, current);
    void provider.interactionFinished(request, reply, { login: { accountId: current.sub } });
  };
  return {
    issuer,
    become: (account) => {
      current = account;
    },
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser without a screen: follows redirects with cookies until one leads to `until`, and says where to. */
export async function followTo(start: string, until: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = start;
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const reply = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const set of reply.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = reply.headers.get("location");
    if (location === null)
      throw new Error(`${url} answered ${reply.status}: ${await reply.text()}`);
    const next = new URL(location, url);
    if (next.href.startsWith(until)) return next;
    url = next.href;
  }
  throw new Error("The provider redirects without end.");
}
