import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listAnchorSets } from "#contract/evaluation/anchor.ts";
import { compareEvaluations } from "#contract/evaluation/comparison.ts";
import { getCalibration, listLabelSamples } from "#contract/evaluation/label.ts";
import { getEvaluation, listEvaluations } from "#contract/evaluation/run.ts";
import {
  getTrial,
  listTrialNumbers,
  listTrials,
  type TrialFilter,
} from "#contract/evaluation/trial.ts";
import { call } from "../api.ts";
import { afterOf, type Numbers, PAGE } from "./trials/places.ts";

export const evaluationQuery = (ref: string) =>
  queryOptions({
    queryKey: ["evaluation", ref],
    queryFn: ({ signal }) => call(getEvaluation, { params: { ref }, signal }),
  });

/** Runs that can be chosen from, newest change first. */
export const evaluationsQuery = (testSet?: string) =>
  queryOptions({
    queryKey: ["evaluations", "choice", testSet ?? null],
    queryFn: ({ signal }) =>
      call(listEvaluations, {
        query: { limit: 200, ...(testSet ? { testSet: testSet as `sha256:${string}` } : {}) },
        signal,
      }),
  });

/** Large lists are neither compared nor read again behind the reader's back. */
const LARGE = { structuralSharing: false, refetchOnWindowFocus: false, staleTime: 60_000 } as const;

export const numbersQuery = (ref: string, filter: TrialFilter) =>
  queryOptions({
    queryKey: ["trial-numbers", ref, filter],
    queryFn: ({ signal }): Promise<Numbers> =>
      call(listTrialNumbers, { params: { ref }, query: filter, signal }),
    placeholderData: keepPreviousData,
    ...LARGE,
  });

/** One page of the rows of a list. Rows that went out of sight are forgotten after half a minute. */
export const rowsQuery = (ref: string, filter: TrialFilter, list: Numbers, page: number) =>
  queryOptions({
    queryKey: ["trials", ref, filter, page],
    queryFn: async ({ signal }) =>
      (
        await call(listTrials, {
          params: { ref },
          query: { ...filter, after: afterOf(list, page), limit: PAGE },
          signal,
        })
      ).items,
    gcTime: 30_000,
    ...LARGE,
  });

export const trialQuery = (ref: string, number: number, against?: string) =>
  queryOptions({
    queryKey: ["trial", ref, number, against ?? null],
    queryFn: ({ signal }) =>
      call(getTrial, {
        params: { ref, number },
        query: against === undefined ? {} : { against },
        signal,
      }),
    gcTime: 30_000,
    ...LARGE,
  });

export const samplesQuery = (ref: string) =>
  queryOptions({
    queryKey: ["evaluation-samples", ref],
    queryFn: async ({ signal }) =>
      (await call(listLabelSamples, { params: { ref }, signal })).items,
  });

export const calibrationQuery = (ref: string, dimension: string) =>
  queryOptions({
    queryKey: ["evaluation-calibration", ref, dimension],
    queryFn: ({ signal }) =>
      call(getCalibration, { params: { ref }, query: { dimension }, signal }),
  });

/** B set against A. */
export const comparisonQuery = (a: string, b: string, dimension?: string) =>
  queryOptions({
    queryKey: ["evaluation-comparison", a, b, dimension ?? null],
    queryFn: ({ signal }) =>
      call(compareEvaluations, {
        params: { ref: b, other: a },
        query: dimension === undefined ? {} : { dimension },
        signal,
      }),
    refetchOnWindowFocus: false,
  });

/** Of one's party, newest first. */
export const anchorsQuery = queryOptions({
  queryKey: ["anchor-sets"],
  queryFn: async ({ signal }) =>
    (await call(listAnchorSets, { query: { limit: 100 }, signal })).items,
});
