import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createMigrator } from '../../../src/index.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { freshDatabase } from '../../support/fresh-database.ts';

const head = (id: string, revises: string) => `// revision: ${id}\n// revises: ${revises}\n// message: ${id}\n`;
const FUNCTIONS = 'export async function upgrade(op) { op.log(String(runs)); }\nexport async function downgrade() {}\n';

/** A table, then code that is in order, then the code in question. */
function workspace(last: string): string {
  return writeTree({
    'package.json': '{ "type": "module" }',
    'nx.json': '{}',
    'features/events/slice.json': '{ "label": "events", "schema": null }',
    'features/events/migrations/a.sql': `-- revision: a1
-- branch-label: events
-- message: a

-- migrate:upgrade
create table t (a int);

-- migrate:downgrade
drop table t;
`,
    'features/events/migrations/b.ts': `${head('b2', 'a1')}const runs = 0;\n${FUNCTIONS}`,
    'features/events/migrations/c.ts': `${head('c3', 'b2')}${last}`,
  });
}

const BROKEN: readonly (readonly [string, string, string])[] = [
  ['a package that is not installed', `import 'no-such-package';\nconst runs = 0;\n${FUNCTIONS}`, 'data-revision-load'],
  ['code outside its functions throws', `throw new Error('boom');\n`, 'data-revision-load'],
  ['no upgrade', 'export async function downgrade() {}\n', 'data-revision-export'],
  ['not TypeScript', 'export async function upgrade( {\n', 'data-revision-syntax'],
  ['ends the process', `process.exit(0);\n`, 'data-revision-exit'],
];

describe('code is loaded before the first statement', () => {
  test.each(BROKEN)('%s: nothing was run', async (_, last, code) => {
    const { url, query } = await freshDatabase();
    const migrator = createMigrator({ root: workspace(last), url });
    await expect(migrator.upgrade()).rejects.toMatchObject({ code });
    // Not even the state was made.
    expect(await query("select nspname from pg_namespace where nspname in ('braid')")).toEqual([]);
    expect(await query("select to_regclass('t') as t")).toEqual([{ t: null }]);
  });

  test('where somebody put process.exit back in the meantime, code does not end the process', async () => {
    const { exit } = process;
    onTestFinished(() => {
      process.exit = exit;
    });
    const { url } = await freshDatabase();
    await createMigrator({ root: workspace(`const runs = 0;\n${FUNCTIONS}`), url }).upgrade();
    process.exit = () => {
      throw new Error('the process was ended');
    };
    const { url: other } = await freshDatabase();
    const ending = createMigrator({ root: workspace('process.exit(0);\n'), url: other });
    await expect(ending.upgrade()).rejects.toMatchObject({ code: 'data-revision-exit' });
  });

  test('where TMPDIR is not writable, the error names it', async () => {
    const { url, query } = await freshDatabase();
    const root = workspace(`const runs = 0;\n${FUNCTIONS}`);
    const { TMPDIR } = process.env;
    process.env.TMPDIR = join(root, 'none');
    onTestFinished(() => {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    });
    const migrator = createMigrator({ root, url });
    await expect(migrator.upgrade()).rejects.toMatchObject({
      code: 'temporary-folder',
      facts: { folder: join(root, 'none'), reason: 'ENOENT' },
      hint: expect.stringContaining('TMPDIR'),
    });
    expect(await query("select to_regclass('t') as t")).toEqual([{ t: null }]);
    mkdirSync(join(root, 'none'));
    expect((await migrator.upgrade()).revisions).toHaveLength(3);
  });

  test('what was loaded is what runs: code outside the functions runs once', async () => {
    const { url } = await freshDatabase();
    const root = workspace(
      `import { appendFileSync } from 'node:fs';\nappendFileSync(process.env.BRAID_LOADS, 'x');\nconst runs = 0;\n${FUNCTIONS}`,
    );
    process.env.BRAID_LOADS = join(root, 'loads');
    onTestFinished(() => void delete process.env.BRAID_LOADS);
    await createMigrator({ root, url }).upgrade();
    expect(readFileSync(join(root, 'loads'), 'utf8')).toBe('x');
    // A plan runs nothing.
    const { url: other } = await freshDatabase();
    await createMigrator({ root, url: other }).upgrade({ plan: true });
    expect(readFileSync(join(root, 'loads'), 'utf8')).toBe('x');
  });
});
