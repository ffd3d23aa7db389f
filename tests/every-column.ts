import type pg from "pg";
import type { Database } from "../src/store/database.ts";
import { personalColumns, type Treatment } from "../src/store/personal-columns.ts";

/** A column that holds text in any form, as the catalogue has it. */
export type TextColumn = { readonly table: string; readonly column: string; readonly type: string };

/** Types that hold nobody's name, whatever is written there. */
const wordless = [
  ...["boolean", "smallint", "integer", "bigint", "numeric", "real", "double precision", "oid", "xid8"],
  ...[
    "date",
    "time without time zone",
    "timestamp without time zone",
    "timestamp with time zone",
    "timestamp with time zone[]",
    "interval",
  ],
  ...["uuid", "smallint[]", "integer[]", "bigint[]", "numeric[]", "date[]", "boolean[]", "int8range", "daterange"],
];

/** Every column of every table that is not of a type that cannot hold words. */
export const textColumns = async (connection: pg.Pool | pg.ClientBase): Promise<readonly TextColumn[]> => {
  const { rows } = await connection.query<TextColumn>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type from pg_attribute a
     join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and format_type(a.atttypid, null) <> all ($1::text[])
     order by 1, 2`,
    [wordless],
  );
  return rows;
};

/** What the product does with the column when somebody is erased; undefined of one that it does not know. */
export const treatmentOf = ({ table, column }: TextColumn): Treatment | undefined =>
  (personalColumns as Readonly<Record<string, Readonly<Record<string, Treatment>>>>)[table]?.[column];

/** Whom to plant: the id by which they act, and what names them. */
export type Planted = { readonly id: string; readonly strings: readonly string[] };

const textOf = ({ strings }: Planted): string => `said by and of ${strings.join(", ")}`;

/** The expression that puts them into a column; undefined where the person's own rows hold it. */
const plantedIn = ({ column, type }: TextColumn, treatment: Treatment | undefined, who: Planted): string | undefined => {
  const quoted = `'${textOf(who).replaceAll("'", "''")}'`;
  const json = `jsonb_build_object('planted', jsonb_build_object('id', '${who.id}', 'said', ${quoted}))`;
  if (treatment === "by") return `'${who.id}'`;
  if (treatment === "told") return type === "text[]" ? `array[${quoted}]` : quoted;
  if (treatment !== "kept") return undefined;
  const held = `coalesce(${column}::jsonb, '{}')`;
  return `(case when jsonb_typeof(${held}) = 'array' then ${held} || jsonb_build_array(${json}) else ${held} || ${json} end)::${type}`;
};

const fillers: readonly (readonly [type: RegExp, value: string])[] = [
  [/\[\]$/, "'{}'"],
  [/^(?:smallint|integer|bigint|numeric|real)/, "1"],
  [/^boolean/, "false"],
  [/^date/, "'2026-03-02'"],
  [/^timestamp/, "'2026-03-02T12:00:00Z'"],
  [/^uuid/, "gen_random_uuid()"],
  [/^jsonb?/, "'{}'"],
  [/./, "'x'"],
];

/** A row of a company's, from what the catalogue asks of one and what is given. */
const insertRow = async (client: pg.ClientBase, companyId: number, table: string, given: GivenRow): Promise<void> => {
  const { rows: needed } = await client.query<{ column: string; type: string }>(
    `select a.attname as column, format_type(a.atttypid, null) as type from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef and a.attidentity = ''
       and a.attname <> 'company_id' order by a.attnum`,
    [table],
  );
  const filled = needed.map(({ column, type }) => [column, fillers.find(([of]) => of.test(type))?.[1] ?? "'x'"]);
  const values: Readonly<Record<string, string>> = { ...Object.fromEntries(filled), ...given };
  const columns = ["company_id", ...Object.keys(values)];
  await client.query(`insert into ${table} (${columns.join(", ")}) values (${[companyId, ...Object.values(values)].join(", ")})`);
};

/** Columns of a row, as SQL. */
export type GivenRow = Readonly<Record<string, string>>;

/**
 * Puts somebody into every column in which the product looks for whoever is erased, wherever something stands there; where nothing does, everywhere.
 * A table without rows gets one. `rows` are added first: what the catalogue does not say of one, and what is never empty in them alone.
 */
export const plantInEveryColumn = async (
  owner: Database,
  companyId: number,
  who: Planted,
  rows: Readonly<Record<string, GivenRow>>,
): Promise<void> => {
  const client = await owner.pool.connect();
  try {
    // A row stands for itself: what it belongs to is not looked for.
    await client.query("set session_replication_role = replica");
    const columns = await textColumns(client);
    for (const table of new Set(columns.map((each) => each.table))) {
      const put = columns.flatMap((each) => {
        const value = each.table === table ? plantedIn(each, treatmentOf(each), who) : undefined;
        return value === undefined ? [] : [{ column: each.column, value }];
      });
      const { rowCount } = await client.query(`select from ${table} where company_id = $1 limit 1`, [companyId]);
      const given = rows[table];
      if (given !== undefined || (rowCount === 0 && put.length > 0)) await insertRow(client, companyId, table, given ?? {});
      for (const { column, value } of put) {
        const { rowCount: held } = await client.query(
          `update ${table} set ${column} = ${value} where company_id = $1 and ${column} is not null`,
          [companyId],
        );
        if (held === 0) await client.query(`update ${table} set ${column} = ${value} where company_id = $1`, [companyId]);
      }
    }
  } finally {
    client.release(true);
  }
};

/** The columns in which one of these strings stands, as `table.column`; of bytes as the hexadecimal of theirs. */
export const columnsThatHold = async ({ pool }: Database, companyId: number, strings: readonly string[]): Promise<ReadonlySet<string>> => {
  const needles = strings.flatMap((each) => [each.toLowerCase(), Buffer.from(each).toString("hex")]);
  const found = new Set<string>();
  for (const { table, column } of await textColumns(pool)) {
    const { rowCount } = await pool.query(
      `select from ${table} t where t.company_id = $1 and exists (select from unnest($2::text[]) n where strpos(lower(t.${column}::text), n) > 0) limit 1`,
      [companyId, needles],
    );
    if (rowCount !== 0) found.add(`${table}.${column}`);
  }
  return found;
};
