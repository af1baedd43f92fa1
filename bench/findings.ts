import type { FindingBundle } from "../src/core/formats/findingBundle.ts";

/** Mulberry32: the same seed gives the same findings, everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Chance = {
  readonly share: (part: number) => boolean;
  readonly upTo: (most: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
};

function chanceOf(seed: number): Chance {
  const random = randomFrom(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  return {
    share: (part) => random() < part,
    upTo,
    pick: (list) => list[upTo(list.length)] as never,
  };
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const ECOSYSTEMS = words(
  "npm pypi generic github/acme cargo maven/org.acme golang/acme.example deb/debian",
);
const FIRST = words(
  "amber birch cedar delta ember fjord grove harbor iris juniper kelp lark maple north opal pine quartz river slate tide umber vale willow yarrow zephyr anchor brook cliff dune elm fern gale heath inlet jetty knoll lagoon mesa nook oak prairie quarry reef spruce thicket upland vista wharf",
);
const SECOND = words(
  "archive proxy parser store queue codec relay image mail ledger index router shell cache crypt stream graph print font video sync vault scan agent bridge timer table buffer socket filter loader packet bundle script token render",
);
const NOUNS = words(
  "header chunk entry record frame segment table token node attribute option field block list pool handle cursor stream packet label section offset name key descriptor palette glyph column row cell tag marker window slot page batch prefix suffix digest cookie channel route mapping bucket ring region span sample tile layer",
);
const VERBS = words(
  "read parse decode copy expand resolve load merge append insert update release resize convert unpack inflate scan walk hash compare map lookup apply commit flush fetch store split join encode rotate verify import export attach detach allocate refill reset seek skip",
);
const TYPES = words("uint32_t size_t int16_t ssize_t unsigned long uint8_t int64_t");
const ADJECTIVES = words(
  "crafted truncated nested oversized negative duplicate empty recursive compressed malformed signed trailing overlapping reordered unterminated chained wrapped shared stale detached",
);

type Kind = {
  readonly weakness: string;
  readonly name: string;
  readonly asan: string | null;
  readonly access: string;
};
const KINDS: readonly Kind[] = [
  {
    weakness: "CWE-787",
    name: "out-of-bounds write",
    asan: "heap-buffer-overflow",
    access: "WRITE",
  },
  { weakness: "CWE-125", name: "out-of-bounds read", asan: "heap-buffer-overflow", access: "READ" },
  { weakness: "CWE-416", name: "use after free", asan: "heap-use-after-free", access: "READ" },
  {
    weakness: "CWE-121",
    name: "stack buffer overflow",
    asan: "stack-buffer-overflow",
    access: "WRITE",
  },
  { weakness: "CWE-476", name: "null pointer dereference", asan: "SEGV", access: "READ" },
  { weakness: "CWE-190", name: "integer overflow", asan: null, access: "" },
  { weakness: "CWE-22", name: "path traversal", asan: null, access: "" },
  { weakness: "CWE-79", name: "script injection", asan: null, access: "" },
  { weakness: "CWE-89", name: "query injection", asan: null, access: "" },
  { weakness: "CWE-918", name: "request forgery", asan: null, access: "" },
  { weakness: "CWE-502", name: "unsafe deserialisation", asan: null, access: "" },
  { weakness: "CWE-862", name: "missing authorisation", asan: null, access: "" },
];

/** What a near miss changes one thing of. */
type Place = {
  readonly project: string;
  readonly ecosystem: string;
  readonly version: string;
  readonly file: string;
  readonly function: string;
  readonly line: number;
  readonly kind: Kind;
};

const functionName = (c: Chance) => `${c.pick(VERBS)}_${c.pick(ADJECTIVES)}_${c.pick(NOUNS)}`;
const fileName = (c: Chance) => `src/${c.pick(NOUNS)}/${c.pick(VERBS)}_${c.pick(NOUNS)}.c`;

function placeOf(c: Chance): Place {
  const project = `${c.pick(FIRST)}-${c.pick(SECOND)}`;
  return {
    project,
    ecosystem: c.pick(ECOSYSTEMS),
    version: `${c.upTo(9)}.${c.upTo(30)}.${c.upTo(20)}`,
    file: fileName(c),
    function: functionName(c),
    line: 20 + c.upTo(2000),
    kind: c.pick(KINDS),
  };
}

/** The same place but for one thing: a neighbour in the file, another flaw in the function, the same shape in another file. */
function nearMissOf(place: Place, c: Chance): Place {
  const line = 20 + c.upTo(2000);
  switch (c.upTo(3)) {
    case 0:
      return { ...place, function: functionName(c), line };
    case 1:
      return { ...place, kind: c.pick(KINDS.filter((kind) => kind !== place.kind)), line };
    default:
      return { ...place, file: fileName(c), line };
  }
}

type Sentence = (place: Place, c: Chance) => string;
const two = (c: Chance) => `${c.pick(ADJECTIVES)} ${c.pick(NOUNS)}`;
const name = (c: Chance) => `${c.pick(NOUNS)}_${c.pick(NOUNS)}`;
const SENTENCES: readonly Sentence[] = [
  (p, c) =>
    `${p.function} takes the ${c.pick(NOUNS)} count of a ${two(c)} from the input and multiplies it in ${c.pick(TYPES)} before ${name(c)} is sized.`,
  (_, c) =>
    `A ${two(c)} makes ${name(c)} smaller than the ${c.pick(NOUNS)} that ${c.pick(VERBS)}_${name(c)} later writes.`,
  (p, c) =>
    `Line ${p.line} ${c.pick(VERBS)}s the ${two(c)} without asking whether ${name(c)} still holds ${1 + c.upTo(64)} bytes.`,
  (_, c) =>
    `The caller, ${c.pick(VERBS)}_${name(c)}, passes ${name(c)} on as it came, so the ${c.pick(ADJECTIVES)} case reaches it.`,
  (_, c) =>
    `After ${c.pick(VERBS)}_${c.pick(NOUNS)} fails, ${name(c)} keeps pointing at the ${two(c)} and is ${c.pick(VERBS)}ed again.`,
  (p, c) =>
    `In ${p.project} ${p.version} the ${c.pick(NOUNS)} comes straight from the ${two(c)}; ${name(c)} is set to ${c.upTo(65536)} in our runs.`,
  (_, c) =>
    `Neither ${name(c)} nor the ${c.pick(NOUNS)} length is compared with ${c.pick(NOUNS)}_limit when the ${two(c)} is ${c.pick(VERBS)}ed.`,
  (_, c) =>
    `With ${1 + c.upTo(900)} ${c.pick(NOUNS)}s in a ${two(c)} the ${name(c)} wraps to ${c.upTo(4096)} and the check in ${c.pick(VERBS)}_${c.pick(NOUNS)} passes.`,
  (p, c) =>
    `${p.file} has the same pattern for ${c.pick(NOUNS)}s, but there ${name(c)} is bounded by ${c.pick(VERBS)}_${c.pick(NOUNS)}.`,
  (_, c) =>
    `Whoever supplies the ${two(c)} chooses ${name(c)}, and through it what ${c.pick(VERBS)}_${c.pick(NOUNS)} ${c.pick(VERBS)}s.`,
  (_, c) =>
    `We saw it with a ${c.pick(NOUNS)} of ${16 + c.upTo(4000)} bytes whose ${two(c)} stands before the ${c.pick(NOUNS)}.`,
  (_, c) =>
    `The ${name(c)} check compares ${c.pick(TYPES)} with ${c.pick(TYPES)}, so a ${c.pick(ADJECTIVES)} ${name(c)} slips by.`,
];

/** 1 to 3 kB of prose in which hardly two findings share a sentence. */
function describe(place: Place, c: Chance): string {
  const wanted = 1000 + c.upTo(1900);
  const said: string[] = [
    `${place.function} in ${place.file} has a flaw of the kind ${place.kind.name}.`,
  ];
  let length = said[0]?.length ?? 0;
  while (length < wanted) {
    const sentence = c.pick(SENTENCES)(place, c);
    said.push(sentence);
    length += sentence.length + 1;
  }
  return said
    .map((sentence, i) => (i % 6 === 5 ? `${sentence}\n` : sentence))
    .join(" ")
    .slice(0, 3000);
}

const hex = (c: Chance, digits: number) =>
  Array.from({ length: digits }, () => "0123456789abcdef"[c.upTo(16)]).join("");

function traceOf({ project, file, function: name, line, kind }: Place, c: Chance): string {
  const address = `0x60${hex(c, 10)}`;
  const frames = [
    `${name} /src/${project}/${file}:${line}:${1 + c.upTo(60)}`,
    `${c.pick(VERBS)}_${c.pick(NOUNS)} /src/${project}/${fileName(c)}:${20 + c.upTo(900)}:7`,
    `${c.pick(VERBS)}_${c.pick(SECOND)} /src/${project}/src/main.c:${20 + c.upTo(400)}:3`,
    `LLVMFuzzerTestOneInput /src/${project}/fuzz/target.cc:${10 + c.upTo(40)}:3`,
  ];
  return [
    `=================================================================`,
    `==${1 + c.upTo(90000)}==ERROR: AddressSanitizer: ${kind.asan} on address ${address} at pc 0x${hex(c, 12)} bp 0x7ff${hex(c, 9)} sp 0x7ff${hex(c, 9)}`,
    `${kind.access} of size ${c.pick([1, 2, 4, 8])} at ${address} thread T0`,
    ...frames.map((frame, i) => `    #${i} 0x${hex(c, 12)} in ${frame}`),
    "",
    `SUMMARY: AddressSanitizer: ${kind.asan} /src/${project}/${file}:${line} in ${name}`,
  ].join("\n");
}

function bundleOf(place: Place, c: Chance, withTrace: boolean): FindingBundle {
  const { project, ecosystem, version, file, line, kind } = place;
  return {
    title: `${kind.name} in ${place.function} of ${project}`,
    component: `pkg:${ecosystem}/${project}`,
    version,
    commit: c.share(0.3) ? hex(c, 40) : null,
    weakness: kind.weakness,
    description: describe(place, c),
    locations: [{ file, line, function: place.function }],
    trace: withTrace ? traceOf(place, c) : null,
    reproducer: c.share(0.7) ? `printf '${hex(c, 40)}' | xxd -r -p | ./${project} -` : "none",
    expected: `The ${two(c)} is refused.`,
    actual: `${kind.name} in ${place.function}, line ${line}.`,
    boundary: c.pick([
      "file from a stranger",
      "request from the network",
      "unprivileged local user",
    ]),
    severity: [
      c.pick([
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
        "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:L/A:H",
      ]),
    ],
    foundBy: {
      party: "Bench",
      model: c.pick(["kestrel-5", "heron-2", null]),
      modelVersion: null,
      harness: "bench-1",
    },
    humanCheck: c.share(0.4),
    duplicateSearch: c.share(0.8) ? "public advisories and the project's tracker" : "no",
  };
}

const SANITIZED = KINDS.filter(({ asan }) => asan !== null);

/**
 * `n` findings, the same for the same seed: a third carries a sanitizer trace, and a fifth is a near miss of an earlier
 * one (same file and another function, same function and another weakness, same shape in another file). No two are one flaw.
 */
export function* generateFindings(seed: number, n: number): Generator<FindingBundle> {
  const c = chanceOf(seed);
  const earlier: Place[] = [];
  for (let i = 0; i < n; i++) {
    const near = earlier.length > 0 && i % 5 === 4;
    const withTrace = i % 3 === 0;
    const drawn = near ? nearMissOf(c.pick(earlier), c) : placeOf(c);
    const kind = withTrace && drawn.kind.asan === null ? c.pick(SANITIZED) : drawn.kind;
    const place = { ...drawn, kind };
    if (!near && earlier.length < 5000) earlier.push(place);
    yield bundleOf(place, c, withTrace);
  }
}
