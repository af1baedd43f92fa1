import { z } from "zod";
import { ROLES } from "#core/access/role.ts";
import { Id } from "../page.ts";
import { route } from "../route.ts";

/** The exercise runs at a desk of its own: its people see nothing of the real one, and the other way round. */
export const Exercise = z.object({
  people: z.array(
    z.object({
      id: Id,
      name: z.string(),
      party: z.string(),
      roles: z.array(z.enum(ROLES)),
      /** What to try as this person. */
      tries: z.string(),
    }),
  ),
  playing: Id.nullable(),
});
export type Exercise = z.infer<typeof Exercise>;

export const startExercise = route({
  id: "startExercise",
  method: "POST",
  path: "/api/exercise",
  summary: "Set up the worked exercise, or find it again",
  permission: "exercise.start",
  audit: "decision",
  answer: Exercise,
  status: 201,
});

export const openExercise = route({
  id: "openExercise",
  method: "POST",
  path: "/api/exercise/open",
  summary:
    "Enter the exercise with the unused enrolment link of the first start, before there is a passkey",
  permission: "public",
  audit: "decision",
  body: z.strictObject({ token: z.string().min(20).max(200) }),
  answer: Exercise,
  status: 201,
});

export const getExercise = route({
  id: "getExercise",
  method: "GET",
  path: "/api/exercise",
  summary: "The people of the exercise one may play",
  permission: "signed-in",
  audit: "none",
  answer: Exercise,
});

export const playAs = route({
  id: "playAs",
  method: "POST",
  path: "/api/exercise/play",
  summary: "Go on as another person of the exercise",
  permission: "session",
  audit: "account",
  body: z.strictObject({ personId: Id }),
  answer: Exercise,
});

export const leaveExercise = route({
  id: "leaveExercise",
  method: "POST",
  path: "/api/exercise/leave",
  summary: "Leave the exercise and be oneself again",
  permission: "session",
  audit: "none",
  status: 204,
});
