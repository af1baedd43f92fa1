/** A frame's function without its namespace noise, arguments, file and offset: what two builds have in common. */
export function functionName(frame: string): string {
  const plain = frame
    .replaceAll("non-virtual thunk to ", "")
    .replaceAll("(anonymous namespace)::", "")
    .replaceAll("`anonymous namespace'::", "");
  const text = plain.slice(plain.lastIndexOf("!") + 1);
  const bracket = text.search(/[([]/);
  if (bracket > 0) return text.slice(0, bracket).trim();
  return text.trim().split(" ")[0] ?? "";
}

const LENGTH = /^L?(\d{1,4})/;

/** Of an Itanium-mangled name the nested identifiers: `_ZN2ui5Fling5CurveEv` → `ui::Fling::Curve`. Templates are left out. */
export function demangledName(name: string): string {
  const match = /^_?_Z(?:TvN?|Th\w*?_)?N?[KVrRO]*(?:St|S[ab-ds])?(?=\d)/.exec(name);
  if (match === null) return name;
  const parts: string[] = [];
  let rest = name.slice(match[0].length);
  // "L" marks internal linkage.
  for (let part = LENGTH.exec(rest); part !== null; part = LENGTH.exec(rest)) {
    const start = part[0].length;
    const end = start + Number(part[1]);
    parts.push(rest.slice(start, end));
    rest = rest.slice(end);
  }
  const last = parts.at(-1);
  if (last === undefined) return name;
  if (/^C[1-3]/.test(rest)) parts.push(last);
  if (/^D[0-2]/.test(rest)) parts.push(`~${last}`);
  return parts.filter((part) => part !== "_GLOBAL__N_1" && part !== "12_GLOBAL__N_1").join("::");
}
