import type { ZodType } from "zod";
import type { RoutePermission } from "#core/access/permission.ts";

/**
 * What the ledger keeps of a call: nothing; that somebody read embargoed content; that something was decided; that an
 * account was changed.
 */
export type AuditClass = "none" | "access" | "decision" | "account";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Bodies and answers that are not JSON. `ndjson` streams one JSON value a line. */
export type RawBody = "bytes" | "ndjson";

/** One route. Server, OpenAPI, typed client, CLI and the permission matrix are derived from it. */
export type Route = {
  readonly id: string;
  readonly method: Method;
  /** `:name` marks a parameter. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly permission: RoutePermission;
  readonly audit: AuditClass;
  /** True where the path names a case, so that the matrix also walks membership and TLP. */
  readonly ofCase?: boolean;
  /** True where the path names a review: the matrix walks who takes part in it. */
  readonly ofReview?: boolean;
  /** True where one piece of work is thousands of calls: the limit of requests a minute does not count them. */
  readonly unmetered?: boolean;
  readonly params?: ZodType;
  readonly query?: ZodType;
  readonly body?: ZodType;
  readonly rawBody?: RawBody;
  /** Schema of the answer; absent for 204. */
  readonly answer?: ZodType;
  readonly rawAnswer?: string;
  readonly status?: 200 | 201 | 202 | 204;
};

/** Keeps the literal types of a route. */
export const route = <const R extends Route>(contract: R): R => contract;
