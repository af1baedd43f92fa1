import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openApi } from "#contract/openapi.ts";
import type { Route } from "#contract/route.ts";
import { ROUTES } from "#contract/routes.ts";
import { PERMISSION_NAMES } from "#core/access/permission.ts";
import { ROLES } from "#core/access/role.ts";
import { REVIEW_REFUSALS } from "#core/review/refusal.ts";
import { toProblemDetails } from "#doors/http/problem.ts";
import { checkPlaces, findWords, type Place, readExceptions } from "./testing/wording.ts";

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => /\.(?:tsx?|css|sql|md)$/.test(path));
const read = (place: string): Place => ({ place, text: readFileSync(place, "utf8") });
const ours = below("src").filter((path) => !/^src\/testing\/|\/wording\.test\.ts$/.test(path));

/** Files that are about nothing but reviews, in whatever room: every word of them, names, strings and comments. */
const isOfReview = (path: string): boolean =>
  /\/(?:review|sealed)\//.test(path) || /^src\/doors\/cli\/(?:review|seal|open)\w*\.ts$/.test(path);
const FOLDERS = ours.filter((path) => isOfReview(path) && !path.endsWith(".gen.ts"));

/** The names of the files themselves. */
const names = (paths: readonly string[]): Place[] =>
  paths.map((path) => ({ place: "file names", text: path }));

/** Elsewhere, each line of code that speaks of a review. */
const aboutReview = (path: string): Place => ({
  place: path,
  text: readFileSync(path, "utf8")
    .split("\n")
    .map((line) => (/review/i.test(line) ? line : ""))
    .join("\n"),
});

const TABLE = /\b(?:review|sealed|person_key)\w*/;

/** Statements, as a semicolon at a line's end ends them; functions are taken whole. */
const statementsOf = (sql: string): string[] => sql.split(/;[ \t]*(?:\n|$)/);

/** What a migration says of the tables of the review: tables, columns, values, policies, comments. */
const inMigration = (place: string, sql: string): Place[] =>
  statementsOf(sql)
    .filter((statement) => TABLE.test(statement))
    .map((text) => ({ place, text }));

/** Tables as they are once all migrations have run, with their columns and the values that these may have. */
function inTables(generated: string): Place[] {
  const tables = [...generated.matchAll(/^ {2}(\w+): \{\n([\s\S]*?)^ {2}\};/gm)];
  return tables
    .filter(([, name = ""]) => TABLE.test(name))
    .map(([text, name]) => ({ place: `table ${name}`, text }));
}

type Document = {
  readonly paths: Record<string, Record<string, { "x-permission"?: string }>>;
  readonly info: object;
};

/** Operations of the review: its paths, parameters, bodies, answers, and every description. */
function inOpenApi({ paths, info }: Document): Place[] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, one]) => one["x-permission"]?.startsWith("review.") || /review/.test(path))
      .map(([method, one]) => ({
        place: "openapi",
        text: `${method} ${path}\n${JSON.stringify(one)}`,
      })),
  );
  return [...operations, { place: "openapi", text: JSON.stringify(info) }];
}

const inRoutes = (
  routes: readonly Pick<Route, "id" | "path" | "summary" | "permission">[],
): Place[] =>
  routes
    .filter(({ path, permission }) => permission.startsWith("review.") || /review/.test(path))
    .map(({ id, path, summary, permission }) => ({
      place: "routes",
      text: [id, path, summary, permission].join("\n"),
    }));

/** What a client is told when a request about a review is refused. */
const refusals = (): Place[] =>
  [...REVIEW_REFUSALS, "access/forbidden" as const].map((code) => ({
    place: "refusals",
    text: JSON.stringify(toProblemDetails({ code, detail: "" }, "")),
  }));

const access = (): Place[] => [
  {
    place: "roles and permissions",
    text: [...ROLES, ...PERMISSION_NAMES.filter((name) => name.startsWith("review."))].join("\n"),
  },
];

const PAGES = below("docs").filter((path) =>
  /^docs\/(?:review|severity|sealed|terms)\w*\.md$/.test(path),
);
/** Paragraphs, items and rows of the other pages that speak of a review. */
const paragraphs = (path: string): Place => ({
  place: path,
  text: readFileSync(path, "utf8")
    .split(/\n\n|\n(?=[*|-] |\|)/)
    .filter((part) => /\breviews?\b/i.test(part))
    .join("\n\n"),
});
const otherPages = [
  "README.md",
  "ARCHITECTURE.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...below("docs"),
].filter((path) => ![...PAGES, "docs/wording.md"].includes(path));

const EXCEPTIONS = readExceptions();
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  "its own folders": FOLDERS.map(read),
  "the names of its files": names(FOLDERS),
  "code elsewhere that speaks of it": ours.filter((path) => !isOfReview(path)).map(aboutReview),
  "its migrations": ours
    .filter((path) => path.endsWith(".sql"))
    .flatMap((path) => inMigration(path, read(path).text)),
  "its tables": inTables(readFileSync("src/store/tables.gen.ts", "utf8")),
  "its operations": inOpenApi(openApi("https://assay.example.org", "0") as unknown as Document),
  "its routes": inRoutes(ROUTES),
  "its refusals": refusals(),
  "its roles and permissions": access(),
  "its documents": PAGES.map(read),
  "documents elsewhere that speak of it": otherPages.map(paragraphs),
};

describe("nothing says whether a model may be released:", () => {
  test.each(Object.entries(PLACES))("%s", (_, places) => {
    expect(checkPlaces(places, EXCEPTIONS).wrong.join("\n")).toBe("");
  });

  test("the places are there, so that an empty list of faults says something", () => {
    const sizes = Object.entries(PLACES).map(([name, places]) => [
      name,
      places.reduce((sum, { text }) => sum + text.length, 0),
    ]);
    for (const [name, size] of sizes) expect(size, String(name)).toBeGreaterThan(100);
    expect(FOLDERS.length).toBeGreaterThan(60);
    expect(PLACES["its tables"]?.length).toBeGreaterThanOrEqual(6);
    expect(PLACES["its routes"]?.length).toBeGreaterThan(40);
  });
});

describe("the exceptions", () => {
  test("are each met, stand once, and have a reason", () => {
    const { met } = checkPlaces(Object.values(PLACES).flat(), EXCEPTIONS);
    const unused = EXCEPTIONS.filter((one) => !met.has(one)).map(({ written }) => written);
    expect(unused).toEqual([]);
    expect(EXCEPTIONS.filter(({ why }) => why.length < 30)).toEqual([]);
    const keys = EXCEPTIONS.map(({ written, where }) => `${written} ${where}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const isFound = (places: readonly Place[]): string[] => checkPlaces(places, EXCEPTIONS).wrong;

describe("a planted", () => {
  test.each([
    "alter table review add column approved_at timestamptz;",
    "alter table review_member add column is_cleared boolean;",
    "create table review_clearance (id uuid);",
    "create type review_state as enum ('submitted', 'denied');",
    "alter table review add constraint stage check (stage in ('licensed'));",
    "-- Whether the model passed.\nalter table sealed_material add column x text;",
    "create policy authorised on review using (true);",
  ])("column or value in a migration is found: %s", (sql) => {
    expect(isFound(inMigration("src/store/migrations/9999_planted.sql", sql))).toHaveLength(1);
  });

  test("column in the tables as they are is found", () => {
    const generated = readFileSync("src/store/tables.gen.ts", "utf8");
    const planted = generated.replace(/^ {2}review: \{\n/m, "$&    permitted_until: Date;\n");
    expect(isFound(inTables(planted))).toEqual([
      'table review:2: permitted_until (permit) in "permitted_until: Date;"',
    ]);
  });

  test.each([
    ["approveReview", "/api/reviews/:ref/approve", "Say that it may go out"],
    ["endReview", "/api/reviews/:ref/end", "Deny the release"],
    ["clearModel", "/api/models/:ref", "Say something"],
  ])("route is found: %s %s", (id, path, summary) => {
    const planted = { id, path: path as `/${string}`, summary, permission: "review.lead" } as const;
    expect(isFound(inRoutes([...ROUTES, planted])).length).toBeGreaterThan(0);
  });

  test("operation, parameter, value or description is found", () => {
    const plant = (operation: object): Document => ({
      info: {},
      paths: { "/api/reviews/{ref}/x": { post: { "x-permission": "review.lead", ...operation } } },
    });
    const planted = [
      { operationId: "certifyModel" },
      { parameters: [{ name: "clearanceLevel" }] },
      { requestBody: { schema: { enum: ["held", "passed"] } } },
      { responses: { 200: { description: "The licence." } } },
    ];
    for (const operation of planted) expect(isFound(inOpenApi(plant(operation)))).toHaveLength(1);
    expect(isFound(inOpenApi(plant({})))).toEqual([]);
  });

  test.each([
    "<Button onClick={act}>Approve</Button>",
    'const label = "Cleared for release";',
    "const isPermitted = stage === 'closed';",
    "/** True once the model has passed. */",
    'title="Authorised by the agency"',
    'const state = "FAILED";',
    "export const denialOf = (ref) => ref;",
    '<Badge tone="good">Certified</Badge>',
  ])("label or name in a page is found: %s", (code) => {
    const path = "src/web/review/Planted.tsx";
    expect(isOfReview(path)).toBe(true);
    expect(isFound([{ place: path, text: code }])).toHaveLength(1);
  });

  test("file, refusal code, page and line elsewhere are found", () => {
    expect(isFound(names(["src/web/review/ApproveDialog.tsx"]))).toHaveLength(1);
    expect(isFound([{ place: "refusals", text: "review/not-approved" }])).toHaveLength(1);
    expect(isFound([{ place: "docs/review.md", text: "The model is then cleared." }])).toHaveLength(
      1,
    );
    expect(
      isFound([{ place: "src/web/shell/Nav.tsx", text: "Reviews that were approved" }]),
    ).toHaveLength(1);
  });
});

describe("a word is met", () => {
  const FORMS = [
    ...[
      "approve",
      "Approved",
      "APPROVAL",
      "isApproved",
      "approved_at",
      "release-approval",
      "unapproved",
    ],
    ...["deny", "denied", "DENIAL", "denies", "isDenied", "denied_by", "access-denied"],
    ...["clear", "cleared", "CLEARANCE", "preCleared", "cleared_at", "pre-clearance", "clears"],
    ...[
      "licence",
      "license",
      "LICENSED",
      "licensee",
      "modelLicence",
      "licence_no",
      "sub-licensing",
    ],
    ...["permit", "permitted", "PERMISSION", "isPermitted", "permits_release", "non-permissible"],
    ...[
      "authorise",
      "authorized",
      "AUTHORISATION",
      "isAuthorized",
      "authorised_by",
      "re-authorize",
    ],
    ...[
      "certify",
      "certified",
      "CERTIFICATION",
      "modelCertificate",
      "certified_at",
      "self-certify",
    ],
    ...["pass", "passes", "PASSED", "hasPassed", "pass_rate", "by-passing", "bypassed", "password"],
    ...["fail", "fails", "FAILED", "failure", "hasFailed", "fail_count", "fail-safe", "failing"],
    ...["ｆａｉｌｅｄ", "appróved", "approved2"],
  ];
  test.each(FORMS)("in every form: %s", (form) => {
    expect(findWords(`x ${form} y`).map(({ written }) => written)).toEqual([form]);
  });
  test.each([
    ...[
      "destruction certificate",
      "destructionCertificates",
      "destruction_certificate",
      "Certificates of destruction",
    ],
    ...[
      "clearinghouse",
      "passkey",
      "toPasskeyName",
      "passage",
      "stopAssay",
      "hiddenYear",
      "nuclear",
      "author",
    ],
    "A destruction certificate is asked for. The certificate is due then.",
  ])("and not in what is none of it: %s", (text) => {
    expect(findWords(text)).toEqual([]);
  });
  test("a certificate of anything else is met", () => {
    for (const text of [
      "certificate",
      "model certificate",
      "certificate of the review",
      "certified destruction",
    ])
      expect(findWords(text)).toHaveLength(1);
  });
});
