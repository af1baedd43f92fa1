/**
 * Writes src/store/tables.gen.ts from a freshly migrated database, so that types cannot drift from SQL.
 * `--check` writes nothing and fails when the file is not what it would write.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import pg from "pg";
import { openPostgres } from "#outside/postgres/embedded.ts";
import { migrate } from "#store/migrate.ts";
import { makeFolder } from "../src/testing/folder.ts";

const TARGET = new URL("../src/store/tables.gen.ts", import.meta.url);

/** As the parsers in store/database.ts make them. */
const TYPES: Record<string, string> = {
  uuid: "string",
  text: "string",
  varchar: "string",
  bpchar: "string",
  name: "string",
  numeric: "string",
  date: "string",
  bool: "boolean",
  int2: "number",
  int4: "number",
  int8: "number",
  float4: "number",
  float8: "number",
  json: "unknown",
  jsonb: "unknown",
  timestamptz: "Date",
  bytea: "Buffer",
};

type Column = {
  readonly table: string;
  readonly name: string;
  /** An array's name begins with an underscore. */
  readonly type: string;
  readonly nullable: boolean;
  readonly defaulted: boolean;
  /** Computed by the database and never written. */
  readonly generated: boolean;
  /** Labels of an enum type. */
  readonly labels: readonly string[] | null;
  /** The expression of a CHECK on this column alone. */
  readonly checks: readonly string[];
};

const COLUMNS = `
  select c.relname as "table", a.attname as name, t.typname as type, not a.attnotnull as nullable,
    (a.atthasdef and a.attgenerated = '') or a.attidentity <> '' as defaulted,
    a.attgenerated <> '' or a.attidentity = 'a' as generated,
    (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
    coalesce((select array_agg(pg_get_constraintdef(k.oid)) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]), '{}') as checks
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
  where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
  order by c.relname collate "C", a.attnum`;

/** `CHECK ((kind = ANY (ARRAY['a'::text, 'b'::text])))` names all values there are. */
function valuesOf({ name, checks }: Column): string[] | undefined {
  for (const check of checks) {
    const list = new RegExp(`^CHECK \\(\\(${name} = ANY \\(ARRAY\\[(.*)\\]\\)\\)\\)$`).exec(check);
    const items = list?.[1]?.split(/, (?=')/) ?? [];
    const values = items.map((item) => /^'((?:[^']|'')*)'::text$/.exec(item)?.[1]);
    if (values.length > 0 && values.every((value) => value !== undefined)) {
      return values.map((value) => String(value).replaceAll("''", "'"));
    }
  }
  return undefined;
}

const union = (values: readonly string[]): string =>
  values.map((value) => JSON.stringify(value)).join(" | ");

function typeOf(column: Column): string {
  const values = column.labels ?? valuesOf(column);
  if (values) return union(values);
  const item = column.type.startsWith("_") ? TYPES[column.type.slice(1)] : TYPES[column.type];
  if (!item) throw new Error(`${column.table}.${column.name}: no type for ${column.type} yet.`);
  return column.type.startsWith("_") ? `${item}[]` : item;
}

function fieldOf(column: Column): string {
  const type = typeOf(column);
  const full = column.nullable && type !== "unknown" ? `${type} | null` : type;
  if (column.generated) return `    ${column.name}: GeneratedAlways<${full}>;`;
  return `    ${column.name}: ${column.defaulted ? `Generated<${full}>` : full};`;
}

function render(columns: readonly Column[]): string {
  const fields = columns.map((column) => ({ table: column.table, field: fieldOf(column) }));
  const tables = [...new Set(columns.map(({ table }) => table))].map((table) => {
    const own = fields.filter((one) => one.table === table).map(({ field }) => field);
    return [`  ${table}: {`, ...own, "  };"].join("\n");
  });
  const imports = ["GeneratedAlways", "Generated"].filter((name) =>
    fields.some(({ field }) => field.includes(`${name}<`)),
  );
  return [
    "// Written by scripts/tables.ts from migrations/*.sql. Do not edit.",
    `import type { ${imports.sort().join(", ")} } from "kysely";`,
    "",
    "export type Tables = {",
    ...tables,
    "};",
    "",
  ].join("\n");
}

async function readColumns(): Promise<Column[]> {
  const dataDir = makeFolder("assay-tables-");
  const postgres = await openPostgres({ dataDir, durable: false });
  try {
    await migrate(postgres.url("assay_owner"));
    const client = new pg.Client({ connectionString: postgres.url("assay_owner") });
    await client.connect();
    const { rows } = await client.query<Column>(COLUMNS);
    await client.end();
    return rows;
  } finally {
    await postgres.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const text = render(await readColumns());
if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== text) {
    console.error("src/store/tables.gen.ts is not what the migrations say. Run: npm run tables");
    process.exitCode = 1;
  }
} else {
  writeFileSync(TARGET, text);
}
