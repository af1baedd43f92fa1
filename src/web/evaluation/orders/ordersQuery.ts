import { queryOptions } from "@tanstack/react-query";
import { listOrders } from "#contract/evaluation/order.ts";
import { call } from "../../api.ts";

/** While an order is not at its end, it is asked for again this often. */
const AGAIN_MS = 4_000;

export const ordersQuery = (ref: string) =>
  queryOptions({
    queryKey: ["evaluation-orders", ref],
    queryFn: async ({ signal }) => (await call(listOrders, { params: { ref }, signal })).items,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state !== "finished" && state !== "stopped") ? AGAIN_MS : false,
  });
