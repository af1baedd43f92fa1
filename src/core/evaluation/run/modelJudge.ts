import type { Json } from "../../canonicalJson.ts";
import type { Behaviour } from "../behaviour.ts";
import type { Identity } from "../identity.ts";
import type { Respect } from "../judgeTrial.ts";
import type { Taxonomy } from "../taxonomy.ts";
import type { TestCase } from "../testCase.ts";
import type { Trial } from "../trial.ts";
import type { Opinion } from "../verdict.ts";
import type { Asking } from "./asking.ts";

/** What a judge is shown. The trial is raw: what is masked for people is masked where it is displayed. */
export type Judging = {
  readonly trial: Trial;
  readonly held: TestCase;
  readonly behaviour: Behaviour;
  readonly taxonomy: Taxonomy;
};

export type RespectedOpinion = { readonly respect: Respect; readonly opinion: Opinion };

/** A model as one member of a panel. It is asked only about trials that have a conversation to judge. */
export type ModelJudge = {
  /** What its opinions are signed with. */
  readonly id: Identity;
  /** Its parts of the judge key: model and sampling whole, and hashes of its words. */
  readonly identity: Json;
  readonly promptHash: Identity;
  /** How often each transcript is judged. */
  readonly n: number;
  readonly respects: (taxonomy: Taxonomy) => readonly Respect[];
  readonly judge: (judging: Judging) => Asking<readonly RespectedOpinion[]>;
};
