import { useSuspenseQuery } from "@tanstack/react-query";
import type { Me } from "#contract/access/session.ts";
import type { Permission } from "#core/access/permission.ts";
import { meQuery } from "./queries.ts";

/** Whoever is signed in. Desk pages are only reached when somebody is. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export const useMay = (): ((permission: Permission) => boolean) => {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
};
