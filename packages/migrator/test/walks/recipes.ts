/** Ways to write the parts of a table, in SQL and in a schema file; columns are given as each of the two names them. */

export const COMPUTED: readonly ((column: string) => string)[] = [
  (column) => `${column}::text || 'x'`,
  (column) => `coalesce(${column}::text, 'none')`,
];

export const CHECKS: readonly ((column: string) => string)[] = [
  (column) => `${column} is not null or 1 = 1`,
  (column) => `${column}::text <> 'no'`,
];

interface IndexRecipe {
  readonly unique: boolean;
  sql(columns: readonly string[]): string;
  /** What follows the name. */
  drizzle(columns: readonly string[]): string;
}

const whole = (columns: readonly string[]): string => `(${columns.join(', ')})`;

export const INDEXES: readonly IndexRecipe[] = [
  { unique: false, sql: whole, drizzle: (columns) => `.on(${columns.join(', ')})` },
  {
    unique: true,
    sql: (columns) => whole([...columns, '"id"']),
    drizzle: (columns) => `.on(${[...columns, 't.id'].join(', ')})`,
  },
  {
    unique: false,
    sql: ([first = '']) => `((${first}::text || 'i')) where ${first} is not null`,
    drizzle: ([first = '']) => `.on(sql\`(\${${first}}::text || 'i')\`).where(sql\`\${${first}} is not null\`)`,
  },
  {
    unique: false,
    sql: ([first = '', ...others]) => whole([`${first} desc nulls last`, ...others]),
    drizzle: ([first = '', ...others]) => `.on(${[`${first}.desc().nullsLast()`, ...others].join(', ')})`,
  },
  {
    unique: false,
    sql: ([first = '']) => `using hash (${first})`,
    drizzle: ([first = '']) => `.using('hash', ${first})`,
  },
  {
    unique: false,
    sql: (columns) => `${whole(columns)} with (fillfactor = 70)`,
    drizzle: (columns) => `.on(${columns.join(', ')}).with({ fillfactor: 70 })`,
  },
];

/** Those of these recipes that no type refuses: hashes of JSON and arrays are there, too. */
export const INDEX_COUNT = INDEXES.length;

interface PolicyRecipe {
  /** @param role quoted */
  sql(column: string, role: string): string;
  /** @param role the variable */
  drizzle(column: string, role: string): string;
}

export const POLICIES: readonly PolicyRecipe[] = [
  {
    sql: (column) => `using (${column} is not null)`,
    drizzle: (column) => `{ using: sql\`\${${column}} is not null\` }`,
  },
  {
    sql: (column) => `as restrictive for select to public using (${column}::text <> 'x')`,
    drizzle: (column) => `{ as: 'restrictive', for: 'select', to: 'public', using: sql\`\${${column}}::text <> 'x'\` }`,
  },
  {
    sql: (column) => `for insert to current_user with check (${column} is null)`,
    drizzle: (column) => `{ for: 'insert', to: 'current_user', withCheck: sql\`\${${column}} is null\` }`,
  },
  {
    sql: (column, role) => `for delete to ${role} using (${column} is not null)`,
    drizzle: (column, role) => `{ for: 'delete', to: ${role}, using: sql\`\${${column}} is not null\` }`,
  },
  {
    sql: (column, role) => `to ${role}, pg_monitor using (${column} is null) with check (true)`,
    drizzle: (column, role) =>
      `{ to: [${role}, 'pg_monitor'], using: sql\`\${${column}} is null\`, withCheck: sql\`true\` }`,
  },
];

/** Those that need no role of the model. */
export const POLICIES_WITHOUT_ROLE = 3;

export const ACTIONS: readonly { readonly sql: string; readonly drizzle: string }[] = [
  { sql: '', drizzle: '' },
  { sql: 'on delete cascade', drizzle: ".onDelete('cascade')" },
  { sql: 'on delete set null on update cascade', drizzle: ".onDelete('set null').onUpdate('cascade')" },
  { sql: 'on update restrict', drizzle: ".onUpdate('restrict')" },
];
