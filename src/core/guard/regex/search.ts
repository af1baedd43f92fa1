import { concat, type Node } from "./ast.ts";
import { kindOfUnit } from "./capture.ts";
import { ANY } from "./charSet.ts";
import { Dfa, freshAttempt } from "./dfa.ts";
import { parsePattern } from "./parse.ts";
import { compilePattern } from "./program.ts";

/** Whether a pattern occurs anywhere in a text: linear in the text. Compiled at first use. */
export function searchIn(pattern: string): (text: string) => boolean {
  const { node, groups } = parsePattern(pattern);
  let dfa: Dfa | undefined;
  return (text) => {
    dfa ??= automatonOf(node, groups);
    const attempt = freshAttempt();
    dfa.begin(attempt, 0, kindOfUnit(-1));
    const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
    dfa.run(attempt, units, 0, units.length);
    return dfa.peek(attempt, -1) >= 0;
  };
}

function automatonOf(node: Node, groups: number): Dfa {
  const anything: Node = {
    kind: "repeat",
    item: { kind: "set", set: ANY },
    min: 0,
    max: Number.POSITIVE_INFINITY,
    lazy: true,
  };
  const program = compilePattern({ node: concat([anything, node]), groups });
  return new Dfa(program, new Uint8Array(program.op.length));
}
