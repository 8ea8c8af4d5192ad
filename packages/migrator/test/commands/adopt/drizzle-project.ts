import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drizzle } from 'drizzle-orm-045/node-postgres';
import { migrate } from 'drizzle-orm-045/node-postgres/migrator';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { bundleFile } from '../../../src/adapters/module/bundle-file.ts';
import { nextMigration, ORM_045 } from '../../adapters/drizzle-0.45/kit-031.ts';
import { type CliResult, runCli } from '../../cli/run-cli.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';

const FIRST = Date.UTC(2025, 0, 1);

/** What a project of drizzle-orm 0.45 and drizzle-kit 0.31 says of itself. */
export interface ProjectOptions {
  readonly casing?: 'snake_case' | 'camelCase';
  /** Schema and table of drizzle-orm's record. */
  readonly migrations?: { readonly schema: string; readonly table: string };
}

/** One state of the schema after the other; SQL is a migration by hand. */
export type ProjectStep = { readonly schema: string } | { readonly sql: string };

/** A project on drizzle-orm 0.45, with migrations that drizzle-kit 0.31 wrote, and a slice.json that `init` made. */
export async function drizzleProject(steps: readonly ProjectStep[], { casing, migrations }: ProjectOptions = {}) {
  const root = makeTempDir('braid-adopt-');
  onTestFinished(() => removeTempDir(root));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(ORM_045, join(root, 'node_modules/drizzle-orm'));
  write('package.json', '{ "name": "shop", "private": true, "type": "module" }\n');
  const config = { dialect: 'postgresql', schema: './src/db/schema.ts', out: './drizzle', casing, migrations };
  write('drizzle.config.json', JSON.stringify(config));
  const entries: object[] = [];
  const add = (name: string, sql: string): void => {
    const tag = `${String(entries.length).padStart(4, '0')}_${name}`;
    entries.push({ idx: entries.length, version: '7', when: FIRST + entries.length * 60_000, tag, breakpoints: true });
    write(`drizzle/${tag}.sql`, sql);
    write('drizzle/meta/_journal.json', JSON.stringify({ version: '7', dialect: 'postgresql', entries }, undefined, 2));
  };
  let before: object = {};
  for (const step of steps) {
    if ('sql' in step) {
      add('by_hand', step.sql);
      continue;
    }
    write('src/db/schema.ts', step.schema);
    const exports: object = Object(await (await bundleFile(join(root, 'src/db/schema.ts'), root)).run());
    add('step', (await nextMigration(before, exports, casing)).join('\n--> statement-breakpoint\n'));
    before = exports;
  }
  const cli = async (url: string, ...argv: readonly string[]): Promise<CliResult> =>
    await runCli(argv, { cwd: root, env: { DATABASE_URL: url } });
  await cli('', 'init');
  return {
    ...{ root, write, read, add, cli },
    remove: (file: string): void => rmSync(join(root, file)),
    /** drizzle-orm 0.45's own migrator. */
    async migrate(url: string): Promise<void> {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        const [migrationsSchema, migrationsTable] = [migrations?.schema, migrations?.table];
        await migrate(drizzle(client), {
          migrationsFolder: join(root, 'drizzle'),
          ...(migrationsSchema === undefined ? {} : { migrationsSchema }),
          ...(migrationsTable === undefined ? {} : { migrationsTable }),
        });
      } finally {
        await client.end();
      }
    },
  };
}

/** A shop in three steps, with a name of a constraint that somebody chose by hand. */
export const SHOP: readonly ProjectStep[] = [
  { schema: shop('') },
  { schema: shop("note: text('note'),") },
  { sql: 'begin;\nALTER TABLE "posts" RENAME CONSTRAINT "posts_author_users_id_fk" TO "posts_written_by";\ncommit;' },
];

/** @param more columns of `posts` */
export function shop(more: string, { action = '', slug = 'slug', unique = true } = {}): string {
  return `import { integer, pgEnum, pgTable, serial, text, timestamp, unique } from 'drizzle-orm/pg-core';
export const role = pgEnum('role', ['admin', 'user']);
export const users = pgTable('users', {
  id: serial('id').primaryKey(),
  email: text('email').notNull().unique(),
  role: role('role').notNull().default('user'),
});
export const posts = pgTable('posts', {
  id: serial('id').primaryKey(),
  author: integer('author').notNull().references(() => users.id${action}),
  ${slug}: text('${slug}').notNull(),
  ${more}
  at: timestamp('at').defaultNow(),
}${unique ? `, (it) => [unique().on(it.author, it.${slug})]` : ''});
`;
}
