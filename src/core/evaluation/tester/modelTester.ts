import { z } from "zod";
import type { ChatMessage, ChatReply } from "../../models/chat.ts";
import { toIdentity, toJson } from "../identity.ts";
import { findJson } from "../rule/jsonText.ts";
import { type Asking, done } from "../run/asking.ts";
import type { Conversation, Tester, TesterMove } from "../run/tester.ts";
import { samplingOf, toModelIdentity } from "../target/modelChoice.ts";
import { SCRIPTED } from "./scriptedTester.ts";
import type { TesterConfig } from "./testerConfig.ts";
import { readNotes, type TesterNotes } from "./testerNotes.ts";
import { TESTER_WORDS_VERSION, type TesterTask, toTesterTask } from "./testerWords.ts";

/** A model plays the user of every scenario that has no script; cases that say themselves what is said are played as they say. */
export function toModelTester(config: TesterConfig): Tester {
  const { model, ...rest } = config;
  const identity = toJson({
    kind: "model",
    model: toModelIdentity(model),
    words: TESTER_WORDS_VERSION,
    wordsHash: toIdentity("tester-words", sampleWords(config)),
    ...rest,
  });
  return {
    identity,
    next: (conversation) => {
      const { held } = conversation;
      if (held.kind === "prompt" || held.content.script.length > 0)
        return SCRIPTED.next(conversation);
      return chooseMove(config, conversation);
    },
  };
}

const SAMPLE_HELD = {
  kind: "scenario",
  id: toIdentity("case", "sample"),
  stratum: {},
  content: { title: "", system: null, goal: "", script: [], mostTurns: 1 },
} as const;

const sampleWords = (config: TesterConfig) =>
  toJson(
    toTesterTask(
      config,
      {
        held: SAMPLE_HELD,
        repetition: 0,
        turns: [],
        rewinds: 0,
        messages: [],
        events: [],
        notes: null,
      },
      { tried: [{ keep: 0, said: "", answer: "" }], branch: 0, rewinds: 0 },
      { rewindsLeft: 1, branch: null },
    ),
  );

function chooseMove(config: TesterConfig, conversation: Conversation): Asking<TesterMove> {
  const notes = readNotes(conversation.notes);
  const { held, turns } = conversation;
  const isFull = held.kind === "scenario" && turns.length >= held.content.mostTurns;
  if (isFull) return nextWay(config, conversation, notes, "The turns are used up.");
  return ask(config, { conversation, notes, isNewWay: false });
}

type Place = {
  readonly conversation: Conversation;
  readonly notes: TesterNotes;
  /** Whether the next message begins another way to go on. */
  readonly isNewWay: boolean;
};

/** Back to the turn where the ways part, or the end if all were gone. */
function nextWay(
  config: TesterConfig,
  conversation: Conversation,
  notes: TesterNotes,
  why: string,
): Asking<TesterMove> {
  const { branches } = config;
  const { turns } = conversation;
  const first = branches === undefined ? undefined : turns[branches.after];
  if (branches === undefined || first === undefined || notes.branch + 1 >= branches.count)
    return done({ kind: "end", why });
  const tried = [...notes.tried, { keep: branches.after, ...first }];
  const kept = { ...conversation, turns: turns.slice(0, branches.after) };
  const onward = { ...notes, tried, branch: notes.branch + 1 };
  return ask(config, { conversation: kept, notes: onward, isNewWay: true });
}

function ask(config: TesterConfig, place: Place): Asking<TesterMove> {
  const { notes, conversation, isNewWay } = place;
  const rewindsLeft = config.rewinds - notes.rewinds;
  const task = toTesterTask(config, conversation, notes, {
    rewindsLeft,
    branch: isNewWay ? notes.branch : null,
  });
  return attempt(config, place, task, [], 1);
}

function attempt(
  config: TesterConfig,
  place: Place,
  task: TesterTask,
  more: readonly ChatMessage[],
  number: number,
): Asking<TesterMove> {
  const sampling = samplingOf(config.model);
  const seed = sampling.seed === null ? null : sampling.seed + place.conversation.repetition;
  const request = {
    messages: [...task.messages, ...more],
    tools: [],
    sampling: { ...sampling, seed },
    answerSchema: task.schema,
  };
  return {
    kind: "ask",
    questions: [{ model: config.model, request }],
    resume: ([answer]) => {
      if (answer === undefined || !answer.ok)
        return broken(`The tester could not be asked: ${answer?.refusal.detail}`);
      const move = readMove(answer.value, task.key, config, place);
      if (typeof move !== "string") return take(config, place, move);
      if (number >= config.attempts) return broken(`The tester's move cannot be used: ${move}`);
      const repair: ChatMessage[] = [
        { role: "assistant", content: answer.value.content, toolCalls: [] },
        {
          role: "user",
          content: `Your move cannot be used: ${move} Answer again with one JSON object, "answer_to": "${task.key}".`,
        },
      ];
      return attempt(config, place, task, repair, number + 1);
    },
  };
}

const broken = (why: string): Asking<TesterMove> => done({ kind: "end", why, isFault: true });

const Move = z.object({
  answer_to: z.string(),
  reason: z.string().default(""),
  move: z.enum(["say", "rewind", "end"]),
  keep: z.number().int().nonnegative().nullish(),
  message: z.string().default(""),
});
type Move = z.infer<typeof Move>;

/** The move, or what is wrong with it. */
function readMove(
  { content, finish }: ChatReply,
  key: string,
  { rewinds }: TesterConfig,
  { conversation: { turns }, notes, isNewWay }: Place,
): Move | string {
  const braces = content.slice(content.indexOf("{"), content.lastIndexOf("}") + 1);
  const read = Move.safeParse(findJson(content) ?? findJson(braces));
  if (!read.success)
    return finish === "length"
      ? "it was cut off before its end."
      : "it is no JSON object of the form asked for.";
  const { move, keep, message, answer_to } = read.data;
  if (answer_to !== key) return `"answer_to" is not ${key}.`;
  if (move !== "end" && message.trim() === "") return "it says nothing.";
  if (move !== "rewind") return read.data;
  if (isNewWay) return "a new way begins with a message: say.";
  if (notes.rewinds >= rewinds) return "no rewinds are left.";
  if (typeof keep !== "number" || keep >= turns.length)
    return `"keep" must be from 0 to ${turns.length - 1}.`;
  return read.data;
}

function take(
  config: TesterConfig,
  place: Place,
  { move, keep, message, reason }: Move,
): Asking<TesterMove> {
  const { conversation, notes, isNewWay } = place;
  const { turns } = conversation;
  if (move === "end")
    return isNewWay
      ? done({ kind: "end", why: reason || "No other way to go on was found." })
      : nextWay(config, conversation, notes, reason || "The tester ends it.");
  if (move === "rewind") {
    const to = keep ?? 0;
    const first = turns[to];
    const tried = first === undefined ? notes.tried : [...notes.tried, { keep: to, ...first }];
    const kept = { ...notes, tried, rewinds: notes.rewinds + 1 };
    return done({ kind: "rewind", keep: to, message, notes: kept });
  }
  return done(
    isNewWay
      ? { kind: "rewind", keep: turns.length, message, notes }
      : { kind: "say", message, notes },
  );
}
