import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { drizzle } from 'drizzle-orm-045/node-postgres';
import { migrate } from 'drizzle-orm-045/node-postgres/migrator';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { bundleFile } from '../../../../src/adapters/module/bundle-file.ts';
import { nextMigration, ORM_045 } from '../../../adapters/drizzle-0.45/kit-031.ts';
import { runCli } from '../../../cli/run-cli.ts';
import { makeTempDir, removeTempDir } from '../../../support/temp-dir.ts';
import { shapeFiles } from './shape-files.ts';
import type { Changes } from './shape-tables.ts';
import type { Shape } from './shapes.ts';

const FIRST = Date.UTC(2025, 0, 1);

/** A project as drizzle-kit 0.31 leaves it, with the migrations that it makes of a shape. */
export async function shapeProject(shape: Shape) {
  const root = makeTempDir('braid-shape-');
  onTestFinished(() => removeTempDir(root));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const { home, source, files } = shape;
  const manifest = (name: string, more: object = {}): string =>
    JSON.stringify({ name, private: true, ...more }, undefined, 2);
  const type = shape.isModule ? { type: 'module' } : {};
  write('package.json', manifest('shop', home === '' ? type : { workspaces: [`${posix.dirname(home)}/*`] }));
  if (home !== '') write(`${home}/package.json`, manifest('@acme/db', type));
  if (shape.alias !== undefined)
    write(`${home}/tsconfig.json`, '{\n  // Aliases.\n  "compilerOptions": { "paths": { "@/*": ["./*"] }, },\n}\n');
  mkdirSync(join(root, 'node_modules/@acme'), { recursive: true });
  symlinkSync(ORM_045, join(root, 'node_modules/drizzle-orm'));
  if (shape.hasPackage) {
    write('packages/values/package.json', manifest('@acme/values', { exports: './src/index.ts' }));
    write('packages/values/src/index.ts', "export const STATES = ['open', \"it's\", 'done'] as const;\n");
    symlinkSync(join(root, 'packages/values'), join(root, 'node_modules/@acme/values'));
  }
  const casing = shape.names === 'casing' ? 'snake_case' : undefined;
  const said = { dialect: 'postgresql', schema: shape.schema, out: shape.out, casing, migrations: shape.ledger };
  write(
    shape.config,
    `import type { Config } from 'drizzle-kit';\nexport default ${JSON.stringify(said)} satisfies Config;\n`,
  );

  const out = posix.join(shape.runsIn, shape.out);
  const entries: object[] = [];
  const add = (name: string, sql: string): void => {
    const tag = `${String(entries.length).padStart(4, '0')}_${name}`;
    entries.push({ idx: entries.length, version: '7', when: FIRST + entries.length * 60_000, tag, breakpoints: true });
    write(`${out}/${tag}.sql`, sql);
    write(`${out}/meta/_journal.json`, JSON.stringify({ version: '7', dialect: 'postgresql', entries }, undefined, 2));
  };
  const declare = (tables: number, changes?: Changes): void => {
    for (const [file, text] of shapeFiles(shape, tables, changes)) write(file, text);
  };
  if (shape.byHand !== undefined) add('by_hand', shape.byHand);
  let before: object = {};
  for (let step = 1; step <= shape.steps; step += 1) {
    declare(Math.ceil((shape.tables * step) / shape.steps));
    const entry = files === 1 ? source : `${source}/index.ts`;
    const exports: object = Object(await (await bundleFile(join(root, entry), root)).run());
    add('step', (await nextMigration(before, exports, casing)).join('\n--> statement-breakpoint\n'));
    before = exports;
  }
  if (shape.stray !== undefined) write(`${out}/${shape.stray}.sql`, 'drop table nothing;\n');
  return {
    root,
    declare: (changes: Changes): void => declare(shape.tables, changes),
    cli: async (url: string, ...argv: readonly string[]) =>
      await runCli(argv, { cwd: root, env: { DATABASE_URL: url } }),
    /** drizzle-orm 0.45's own migrator. */
    async migrate(url: string): Promise<void> {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        const { schema: migrationsSchema, table: migrationsTable } = shape.ledger ?? {};
        await migrate(drizzle(client), {
          migrationsFolder: join(root, out),
          ...(migrationsSchema === undefined ? {} : { migrationsSchema }),
          ...(migrationsTable === undefined ? {} : { migrationsTable }),
        });
      } finally {
        await client.end();
      }
    },
  };
}
