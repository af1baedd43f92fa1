import type { Json } from "../../../canonicalJson.ts";
import type { Lane } from "../lane.ts";
import { isObject } from "../shape.ts";
import { WireFault } from "../wire.ts";

type Call = {
  readonly index: number;
  readonly part: string;
  readonly kind: "function" | "custom";
  id: string;
  name: string;
};

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const MOST_CALLS = 1_024;

/**
 * Calls of tools that one choice makes. Nothing of a call leaves before all of it is there and decided: half of its arguments
 * would be no JSON, and a call without them could be carried out.
 */
export class ToolCalls {
  readonly #lane: Lane;
  readonly #part: string;
  readonly #calls = new Map<number, Call>();
  /** `function_call`, as it was before there were several. */
  #former: Call | undefined;

  constructor(lane: Lane, part: string) {
    this.#lane = lane;
    this.#part = part;
  }

  get isEmpty(): boolean {
    return this.#calls.size === 0 && this.#former === undefined;
  }

  /** Takes pieces of calls: `tool_calls` of a delta or of a message. */
  take(value: Json | undefined): void {
    if (!Array.isArray(value)) return;
    for (const [at, piece] of value.entries()) {
      if (isObject(piece)) this.#takePiece(piece, piece.index === undefined ? at : piece.index);
    }
  }

  takeFormer(value: Json | undefined): void {
    if (!isObject(value)) return;
    const part = `${this.#part}/function_call`;
    this.#former ??= { index: 0, part, kind: "function", id: "", name: "" };
    this.#former.name += textOf(value.name);
    this.#hold(this.#former, textOf(value.arguments));
  }

  #takePiece(piece: { readonly [name: string]: Json }, index: Json): void {
    if (typeof index !== "number" || !Number.isSafeInteger(index) || index < 0)
      throw new WireFault("A call of a tool has no number.");
    const isCustom = isObject(piece.custom);
    const body = isCustom ? piece.custom : piece.function;
    const known = this.#calls.get(index) ?? this.#open(index, isCustom);
    known.id ||= textOf(piece.id);
    if (!isObject(body)) return;
    const name = textOf(body.name);
    if (name !== known.name) known.name += name;
    this.#hold(known, textOf(isCustom ? body.input : body.arguments));
  }

  #open(index: number, isCustom: boolean): Call {
    if (this.#calls.size >= MOST_CALLS) throw new WireFault("There are too many calls of tools.");
    const part = `${this.#part}/tool_calls/${index}`;
    const call: Call = { index, part, kind: isCustom ? "custom" : "function", id: "", name: "" };
    this.#calls.set(index, call);
    return call;
  }

  #hold(call: Call, text: string): void {
    if (!this.#lane.hold(`${call.part}/arguments`, text))
      throw new WireFault("The arguments of a tool are too long to be held.");
  }

  #settled({ part, kind, name }: Call): Json {
    const text = this.#lane.settleArgument(`${part}/arguments`);
    const said = this.#lane.label(`${part}/name`, name);
    return kind === "custom" ? { name: said, input: text } : { name: said, arguments: text };
  }

  /** The calls as they may leave; empty where the lane is halted. `withIndex`: as a delta has them. */
  settle(withIndex: boolean): { readonly tool_calls?: Json; readonly function_call?: Json } {
    const calls = [...this.#calls.values()].sort((a, b) => a.index - b.index);
    const settled = calls.map((call) => ({
      ...(withIndex && { index: call.index }),
      id: this.#lane.label(`${call.part}/id`, call.id),
      type: call.kind,
      [call.kind]: this.#settled(call),
    }));
    const former = this.#former && this.#settled(this.#former);
    this.#calls.clear();
    this.#former = undefined;
    if (this.#lane.isHalted) return {};
    return {
      ...(settled.length > 0 && { tool_calls: settled }),
      ...(former !== undefined && { function_call: former }),
    };
  }
}
