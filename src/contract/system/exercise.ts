import { z } from "zod";
import { route } from "../route.ts";

export const startExercise = route({
  id: "startExercise",
  method: "POST",
  path: "/api/exercise",
  summary: "Set up the worked exercise in an empty installation",
  permission: "exercise.start",
  audit: "decision",
  answer: z.object({
    people: z.array(z.object({ name: z.string(), role: z.string(), enrolmentUrl: z.string() })),
    findings: z.number().int(),
    cases: z.number().int(),
  }),
  status: 201,
});
