import { queryOptions } from "@tanstack/react-query";
import { listParties, listPersons } from "#contract/access/party.ts";
import { call } from "../api.ts";

/** The first five hundred: a desk has tens of parties and people. */
export const partiesQuery = queryOptions({
  queryKey: ["parties"],
  queryFn: ({ signal }) => call(listParties, { query: { limit: 500 }, signal }),
});

export const personsQuery = queryOptions({
  queryKey: ["persons"],
  queryFn: ({ signal }) => call(listPersons, { query: { limit: 500 }, signal }),
});
