const TOKENS = /"(?:[^"\\]|\\.)*"|[,:]|\s+|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/**
 * JSON in the spelling in which ASSERT stores results, which is Python's: a space after each comma and colon, beyond ASCII as escapes,
 * whole numbers as they are, others as the shortest that is the same. `text` is sound JSON.
 */
export const toSpacedJson = (text: string): string =>
  text.replace(TOKENS, (token) => {
    if (token.startsWith('"')) return toAscii(JSON.stringify(JSON.parse(token)));
    if (/\d/.test(token)) return /[.eE]/.test(token) ? toFloat(Number(token)) : token;
    return token === "," || token === ":" ? `${token} ` : "";
  });

/** As Python writes a float: with a point, or with an exponent from 1e16 on and below 0.0001. */
function toFloat(value: number): string {
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = "", exponent = ""] = value.toExponential().split("e");
    const sign = exponent.startsWith("-") ? "-" : "+";
    return `${digits}e${sign}${exponent.slice(1).padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}

const toAscii = (text: string): string =>
  text.replace(/[\u007f-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return code === 0x7f ? unit : `\\u${code.toString(16).padStart(4, "0")}`;
  });
