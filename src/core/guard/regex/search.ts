import { anywhere, type Node } from "./ast.ts";
import { Dfa } from "./dfa.ts";
import { parsePattern } from "./parse.ts";
import { compilePattern } from "./program.ts";

/** Whether a pattern occurs anywhere in a text: linear in the text. Compiled at first use. */
export function searchIn(pattern: string): (text: string) => boolean {
  const { node, groups } = parsePattern(pattern);
  let dfa: Dfa | undefined;
  return (text) => {
    dfa ??= automatonOf(node, groups);
    return dfa.matchesIn(text);
  };
}

function automatonOf(node: Node, groups: number): Dfa {
  const program = compilePattern({ node: anywhere(node), groups });
  return new Dfa(program, new Uint8Array(program.op.length));
}
