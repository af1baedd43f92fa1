// A target that speaks JSON lines: {message, history} in, {reply} out. It guesses, whatever it is asked: what a model finds is to be
// held against what guessing finds.
import { createInterface } from "node:readline";

const GUESSES = [
  `${"41".repeat(4000)}0a`,
  `01ff${"41".repeat(4000)}`,
  Buffer.from("2\n3\n9\n-9\n0\n99999999999\n").toString("hex"),
];

let asked = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  const hex = GUESSES[asked % GUESSES.length];
  asked += 1;
  process.stdout.write(`${JSON.stringify({ reply: `A guess.\n\n\`\`\`input-hex\n${hex}\n\`\`\`\n` })}\n`);
}
