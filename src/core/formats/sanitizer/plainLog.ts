// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are told colours by the escape character
const COLOUR = /\u001b\[[0-9;]{0,20}[A-Za-z]/g;
/** What build servers put before each line: "2026-06-01T10:00:00.1234567Z ". */
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z /;

/** A log as the program wrote it, line by line: without a terminal's colours and a build server's times. */
export function plainLog(text: string): string {
  const plain = text.includes("\u001b[") ? text.replace(COLOUR, "") : text;
  if (!STAMP.test(plain)) return plain;
  return plain
    .split("\n")
    .map((line) => line.replace(STAMP, ""))
    .join("\n");
}
