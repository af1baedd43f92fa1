const GAPS = /"(?:[^"\\]|\\.)*"|[,:]|\s+/g;

/**
 * JSON in the spacing in which ASSERT stores results: a space after each comma and colon, beyond ASCII as escapes. Numbers keep their
 * spelling. `text` is sound JSON.
 */
export const toSpacedJson = (text: string): string =>
  text.replace(GAPS, (token) => {
    if (token.startsWith('"')) return toAscii(JSON.stringify(JSON.parse(token)));
    return token === "," || token === ":" ? `${token} ` : "";
  });

const toAscii = (text: string): string =>
  text.replace(/[\u007f-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return code === 0x7f ? unit : `\\u${code.toString(16).padStart(4, "0")}`;
  });
