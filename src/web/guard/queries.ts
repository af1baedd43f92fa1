import { queryOptions } from "@tanstack/react-query";
import { getEscalation } from "#contract/guard/escalation.ts";
import { getGuardFigures } from "#contract/guard/figure.ts";
import { getGuardPack, getGuardPolicy, listGuardPacks } from "#contract/guard/pack.ts";
import { getGuardRecord } from "#contract/guard/record.ts";
import { listCanaries, listErasedSubjects, listGuardTerms } from "#contract/guard/register.ts";
import { call } from "../api.ts";

export const packsQuery = queryOptions({
  queryKey: ["guard", "packs"],
  queryFn: ({ signal }) => call(listGuardPacks, { signal }),
});
/** Hundreds of rules: not compared, and not read again behind the reader's back. */
export const packQuery = (pack: string) =>
  queryOptions({
    queryKey: ["guard", "pack", pack],
    queryFn: ({ signal }) => call(getGuardPack, { params: { pack }, signal }),
    structuralSharing: false,
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
export const policyQuery = queryOptions({
  queryKey: ["guard", "policy"],
  queryFn: ({ signal }) => call(getGuardPolicy, { signal }),
});
/** To read what is held is an access on record: it is read when it is opened, and not again by itself. */
export const escalationQuery = (id: string) =>
  queryOptions({
    queryKey: ["guard", "escalation", id],
    queryFn: ({ signal }) => call(getEscalation, { params: { id }, signal }),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ["guard", "record", id],
    queryFn: ({ signal }) => call(getGuardRecord, { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
export const figuresQuery = (days: number) =>
  queryOptions({
    queryKey: ["guard", "figures", days],
    queryFn: ({ signal }) => call(getGuardFigures, { query: { days }, signal }),
  });
export const termsQuery = queryOptions({
  queryKey: ["guard", "terms"],
  queryFn: ({ signal }) => call(listGuardTerms, { signal }),
});
export const erasedQuery = queryOptions({
  queryKey: ["guard", "erased"],
  queryFn: ({ signal }) => call(listErasedSubjects, { signal }),
});
export const canariesQuery = (ref: string) =>
  queryOptions({
    queryKey: ["guard", "canaries", ref],
    queryFn: ({ signal }) => call(listCanaries, { params: { ref }, signal }),
  });
