import { mayDo, type Permission, type RoutePermission } from "./permission.ts";
import type { Role } from "./role.ts";

/** Whoever asks: a person of a party, through a session, an API token, or a signed link. */
export type Asker = {
  readonly deskId: string;
  readonly personId: string | null;
  readonly partyId: string | null;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Permissions an API token is limited to; `null` means all that the roles give. */
  readonly scopes: readonly Permission[] | null;
  /** Set by a signed link: nothing but this case is visible. */
  readonly onlyCaseId: string | null;
  readonly via: "session" | "token" | "link";
  /** Versions of the case that this request is about, any of which it may change; absent when it does not say. */
  readonly hasSeen?: readonly number[];
};

/** Why a request is turned away before anything is read. */
export type Turned = "access/sign-in" | "access/forbidden" | "access/scope" | "access/session";

/** `undefined` when the asker may go on. Which rows are visible is decided afterwards, by membership. */
export function decideEntry(
  permission: RoutePermission,
  asker: Asker | undefined,
): Turned | undefined {
  if (permission === "public") return undefined;
  if (asker === undefined) return "access/sign-in";
  if (permission === "link") return asker.via === "link" ? undefined : "access/forbidden";
  if (asker.via === "link") return "access/forbidden";
  if (permission === "signed-in") return undefined;
  if (permission === "session") return asker.via === "session" ? undefined : "access/session";
  if (!mayDo(permission, asker.roles)) return "access/forbidden";
  if (asker.scopes !== null && !asker.scopes.includes(permission)) return "access/scope";
  return undefined;
}
