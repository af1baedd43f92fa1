import { z } from "zod";
import { route } from "../route.ts";

export const beginOidc = route({
  id: "beginOidc",
  method: "GET",
  path: "/api/oidc/begin",
  summary: "Go to the identity provider (authorization code with PKCE)",
  permission: "public",
  audit: "none",
  rawAnswer: "text/html",
});

export const finishOidc = route({
  id: "finishOidc",
  method: "GET",
  path: "/api/oidc/callback",
  summary: "Come back from the identity provider and open a session",
  permission: "public",
  audit: "account",
  query: z.looseObject({ state: z.string().max(200), code: z.string().max(2000).optional() }),
  rawAnswer: "text/html",
});
