import type { FastifyRequest } from "fastify";
import {
  leaveExercise,
  openExercise,
  playAs,
  readExercise,
  startExercise,
} from "#actions/system/exercise.ts";
import * as contract from "#contract/system/exercise.ts";
import { ok } from "#core/result.ts";
import { on } from "../bind.ts";
import { dropCookie, giveCookie, readCookie } from "../cookie.ts";

const playedWith = (request: FastifyRequest, origin: string): string | undefined =>
  readCookie(request, origin, "exercise");

export const exerciseRoutes = [
  on(contract.startExercise, ({ deps, asker }) => startExercise(deps, asker)),

  on(contract.openExercise, async ({ deps, body, reply }) => {
    const opened = await openExercise(deps, body.token);
    if (!opened.ok) return opened;
    giveCookie(reply, deps.site.origin, "exercise", opened.value.cookie);
    return ok(opened.value.exercise);
  }),

  on(contract.getExercise, async ({ deps, asker }) => ok(await readExercise(deps, asker))),

  on(contract.playAs, async ({ deps, asker, body, request, reply }) => {
    const { origin } = deps.site;
    const played = await playAs(deps, asker, body.personId, playedWith(request, origin));
    if (!played.ok) return played;
    giveCookie(reply, origin, "exercise", played.value.cookie);
    return ok(played.value.exercise);
  }),

  on(contract.leaveExercise, async ({ deps, request, reply }) => {
    const { origin } = deps.site;
    await leaveExercise(deps, playedWith(request, origin));
    dropCookie(reply, origin, "exercise");
    return ok(undefined);
  }),
];
