import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { addMyKey, listMyKeys } from "#contract/review/personKey.ts";
import { call } from "../../api.ts";

export const myKeysQuery = queryOptions({
  queryKey: ["my-keys"],
  queryFn: ({ signal }) => call(listMyKeys, { signal }),
});

type NewKey = z.input<(typeof addMyKey)["body"]>;

/** Adds a public key, however it came about. Reviews show it to those who seal from then on. */
export function useAddKey(done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (make: () => NewKey | Promise<NewKey>) =>
      call(addMyKey, { body: await make() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: myKeysQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ["review"] });
      done();
    },
  });
}
