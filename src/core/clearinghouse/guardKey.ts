import type { Finding } from "./finding.ts";

/**
 * A fact that tells which flaw a case is about. `value` is the whole of it, `probe` what the words of a text are looked
 * up by; both in lower case. They differ for commits, which people write abbreviated.
 */
export type GuardKey = { readonly probe: string; readonly value: string };

/** Shorter facts stand in too many texts to tell anything. */
const SHORTEST = 4;
/** `poc.c` and `crash` are what everybody calls it. */
const SHORTEST_FILE = 8;
/** What git writes when it abbreviates. */
const SHORT_COMMIT = 7;
const COMMIT = /^[0-9a-f]{7,64}$/;

const plain = (text: string): GuardKey => ({
  probe: text.toLowerCase(),
  value: text.toLowerCase(),
});
const ofCommit = (commit: string): GuardKey[] => {
  const value = commit.toLowerCase();
  return COMMIT.test(value) ? [{ probe: value.slice(0, SHORT_COMMIT), value }] : [];
};

/** `pkg:npm/left-pad` at 1.3.0, and as people write it: `left-pad@1.3.0`. */
function ofComponent(component: string, version: string): GuardKey[] {
  const purl = component.replace(/[?#].*$/, "");
  const name = purl.split("/").at(-1) ?? purl;
  return [plain(`${purl}@${version}`), plain(`${name}@${version}`)];
}

function ofFile({ reproducer }: Finding): GuardKey[] {
  if (reproducer.kind !== "file" || /\s/.test(reproducer.name)) return [];
  return reproducer.name.length < SHORTEST_FILE ? [] : [plain(reproducer.name)];
}

/** What of a finding may not travel while its case is under embargo. */
export function keysOfFinding(finding: Finding): readonly GuardKey[] {
  const { component, version, commit, aliases } = finding;
  const keys = [
    ...(component !== null && version !== null ? ofComponent(component, version) : []),
    ...(commit === null ? [] : ofCommit(commit)),
    ...aliases.filter((alias) => alias.length >= SHORTEST).map(plain),
    ...ofFile(finding),
  ];
  return keys.filter(({ probe }, i) => keys.findIndex((key) => key.probe === probe) === i);
}

export const keyOfCve = (id: string): GuardKey => plain(id);

/** Words and their parts, as written. Quotes, brackets and the punctuation around a word are none of it. */
const BETWEEN = /[\s<>()[\]{}"'`,;|*“”‘’]+/u;
const AROUND = /^[.:!?/\\_~=&#-]+|[.:!?/\\_~=&#-]+$/gu;
const PARTS = /[/\\=?&#]/u;

function partsOf(word: string): readonly string[] {
  const whole = word.replace(AROUND, "");
  const pieces = whole.split(PARTS).map((piece) => piece.replace(AROUND, ""));
  return [whole, ...pieces].filter((piece) => piece.length >= SHORTEST);
}

const probesOf = (written: string): readonly string[] => {
  const word = written.toLowerCase();
  return COMMIT.test(word) ? [word, word.slice(0, SHORT_COMMIT)] : [word];
};

/** Every word of the texts that may be a key, under what it is looked up by. */
export function probesIn(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const probes = new Map<string, Set<string>>();
  for (const word of texts.flatMap((text) => text.split(BETWEEN)).flatMap(partsOf)) {
    for (const probe of probesOf(word)) {
      const written = probes.get(probe);
      if (written) written.add(word);
      else probes.set(probe, new Set([word]));
    }
  }
  return probes;
}

/** True where the word, as somebody wrote it, is the key: the same, or a commit that begins like it. */
export function writes(word: string, { probe, value }: GuardKey): boolean {
  const said = word.toLowerCase();
  if (said === value) return true;
  return probe !== value && COMMIT.test(said) && (value.startsWith(said) || said.startsWith(value));
}
