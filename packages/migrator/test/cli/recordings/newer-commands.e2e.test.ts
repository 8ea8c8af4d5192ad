import { describe, expect, test } from 'vitest';
import { feature } from '../../commands/amend/amend-kit.ts';
import { shop as shopOnBranch } from '../../commands/lint/fix-kit.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { longTest } from '../../support/sample.ts';
import { KEYS } from '../../support/terminal/open-terminal.ts';
import { shop } from './shop.ts';
import { story, WIDTHS } from './story.ts';

describe.each(WIDTHS)('in %i columns', (columns) => {
  longTest('migrate dev asks about a rename and about rows, applies saves, and ends with Ctrl-C', async () => {
    const it = await feature({ shop: table('title: p.text()') });
    const env = { DATABASE_URL: it.database.url, NO_COLOR: '1' };
    await it.migrate('revision', '-m', 'items', '--rev-id', 'a1a1a1a1a1a1');
    await it.migrate('upgrade');
    await it.database.query("insert into items values (1, 'one')");
    const { answer, frame, end } = story(['dev'], { cwd: it.root, columns, env });
    await frame('it watches', /Ctrl-C/);
    it.schema('shop', table('name: p.text()'));
    await frame('title or name', /Was it renamed\?[\s\S]*navigate.*\n└/);
    answer(KEYS.enter);
    await frame('the column has its new name', /RENAME COLUMN .*"name"/);
    expect(await it.database.query('select name from items')).toEqual([{ name: 'one' }]);
    it.schema('shop', table(''));
    await frame('a column with values is gone', /[●○] yes.*[●○] no\n└/);
    answer('n');
    await frame('it stays', /The next save tries again/);
    expect(await it.database.query('select name from items')).toEqual([{ name: 'one' }]);
    answer(KEYS.ctrlC);
    expect(await end('dev')).toMatchObject({ exitCode: 0 });
  });

  longTest('migrate lint --fix shows what it would write, and writes nothing until somebody says yes', async () => {
    const it = await shopOnBranch('create table items (id int primary key, n int);', [
      { id: 'b1b1b1b1b1b1', up: 'create index on items (n);', down: 'drop index items_n_idx;' },
    ]);
    const before = it.files('shop');
    for (const [who, keys, exitCode] of [
      ['no', 'n', 130],
      ['yes', 'y', 0],
    ] as const) {
      const env = { DATABASE_URL: it.database.url, NO_COLOR: '1' };
      const { answer, frame, end } = story(['lint', '--fix'], { cwd: it.root, columns, env });
      await frame('the question', /[●○] yes.*[●○] no\n└/);
      expect(it.files('shop')).toEqual(before);
      answer(keys);
      expect(await end(`lint-fix-${who}`)).toMatchObject({ exitCode });
    }
    expect(Object.values(it.files('shop')).join('\n')).toContain('CONCURRENTLY');
  });

  test('migrate fleet upgrade, wave after wave', async () => {
    const { url, query } = await freshDatabase();
    const tenants = ['tenant_a', 'tenant_b', 'tenant_c'];
    await query(tenants.map((tenant) => `create schema ${tenant}`).join(';'));
    const waves = [{ percent: 34 }, { percent: 100 }];
    const cwd = shop([{ id: 'a1', message: 'items', up: 'create table items (id int);', down: 'drop table items;' }], {
      fleets: { tenants: { source: { schemas: 'tenant_%' }, waves, concurrency: { perServer: 1 } } },
    });
    const { end } = story(['fleet', 'upgrade', 'tenants'], { cwd, columns, env: { DATABASE_URL: url } });
    expect(await end('fleet-upgrade')).toMatchObject({ exitCode: 0 });
    for (const tenant of tenants) expect(await query(`select from ${tenant}.items`)).toEqual([]);
  });

  test('migrate ui prints an address, and ends with Ctrl-C', async () => {
    const { url } = await freshDatabase();
    const { answer, frame, end } = story(['ui'], { cwd: shop([]), columns, env: { DATABASE_URL: url } });
    await frame('it serves', /Open http:\/\/127\.0\.0\.1:\d+\/\S+/);
    answer(KEYS.ctrlC);
    expect(await end('ui')).toMatchObject({ exitCode: 0 });
  });
});

function table(columnsOfIt: string): string {
  return `export const items = p.pgTable('items', { id: p.integer().primaryKey(), ${columnsOfIt} });\n`;
}
