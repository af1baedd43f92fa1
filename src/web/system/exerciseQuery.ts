import { queryOptions, useMutation } from "@tanstack/react-query";
import { getExercise, leaveExercise, playAs } from "#contract/system/exercise.ts";
import { call } from "../api.ts";

export const exerciseQuery = queryOptions({
  queryKey: ["exercise"],
  queryFn: ({ signal }) => call(getExercise, { signal }),
  staleTime: 300_000,
});

/** Another person sees another desk: the page is loaded anew, so that nothing read before is left. */
export const usePlayAs = () =>
  useMutation({
    mutationFn: (personId: string) => call(playAs, { body: { personId } }),
    onSuccess: () => location.assign("/welcome"),
  });

export const useLeaveExercise = () =>
  useMutation({
    mutationFn: () => call(leaveExercise, {}),
    onSuccess: () => location.assign("/welcome"),
  });
