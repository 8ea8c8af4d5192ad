// A project on drizzle-orm 0.45 as drizzle-kit 0.31 leaves it: a schema, a journal with one SQL file an entry, and a database that drizzle-orm's own migrator built.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * Each table is made by a migration of its own; the others add columns, one each.
 *
 * @param {string} root
 * @param {{ tables: number, migrations: number }} size
 */
export function writeProject(root, { tables, migrations }) {
  /** @param {string} file @param {string} text */
  const write = (file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  symlinkSync(dirname(require.resolve('drizzle-orm-045')), join(root, 'node_modules/drizzle-orm'));
  write('package.json', '{ "name": "shop", "private": true, "type": "module" }\n');
  write(
    'drizzle.config.ts',
    "export default { dialect: 'postgresql', schema: './src/db/schema.ts', out: './drizzle' };\n",
  );
  const columns = Array.from({ length: tables }, () => /** @type {string[]} */ ([]));
  const entries = Array.from({ length: migrations }, (_, idx) => {
    const tag = `${String(idx).padStart(4, '0')}_step`;
    write(`drizzle/${tag}.sql`, idx < tables ? made(idx) : added(idx, idx % tables, columns));
    return { idx, version: '7', when: Date.UTC(2025, 0, 1) + idx * 3_600_000, tag, breakpoints: true };
  });
  write('drizzle/meta/_journal.json', JSON.stringify({ version: '7', dialect: 'postgresql', entries }, undefined, 2));
  const body = columns.map((more, at) => declared(at, more)).join('\n');
  write('src/db/schema.ts', `import { index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core';\n\n${body}`);
}

/** @param {number} at */
function made(at) {
  const statements = [
    `CREATE TABLE "t${at}" (\n\t"id" serial PRIMARY KEY NOT NULL,\n\t"name" text NOT NULL,\n\t"parent" integer,\n\tCONSTRAINT "t${at}_name_unique" UNIQUE("name")\n);\n`,
    ...(at === 0
      ? []
      : [
          `ALTER TABLE "t${at}" ADD CONSTRAINT "t${at}_parent_t${at - 1}_id_fk" FOREIGN KEY ("parent") REFERENCES "public"."t${at - 1}"("id") ON DELETE no action ON UPDATE no action;`,
        ]),
    `CREATE INDEX "t${at}_parent_index" ON "t${at}" USING btree ("parent");`,
  ];
  return statements.join('--> statement-breakpoint\n');
}

/**
 * @param {number} idx
 * @param {number} at
 * @param {readonly string[][]} columns
 */
function added(idx, at, columns) {
  columns[at]?.push(`c${idx}`);
  return `ALTER TABLE "t${at}" ADD COLUMN "c${idx}" text DEFAULT '' NOT NULL;`;
}

/** @param {number} at @param {readonly string[]} more */
function declared(at, more) {
  const reference = at === 0 ? '' : `.references(() => t${at - 1}.id)`;
  const lines = more.map((name) => `  ${name}: text('${name}').notNull().default(''),\n`).join('');
  return `export const t${at} = pgTable('t${at}', {
  id: serial('id').primaryKey(),
  name: text('name').notNull().unique(),
  parent: integer('parent')${reference},
${lines}}, (it) => [index().on(it.parent)]);
`;
}

/** @param {string} root @param {string} url */
export async function buildDatabase(root, url) {
  const { drizzle } = await import('drizzle-orm-045/node-postgres');
  const { migrate } = await import('drizzle-orm-045/node-postgres/migrator');
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate(drizzle(client), { migrationsFolder: join(root, 'drizzle') });
  } finally {
    await client.end();
  }
}
