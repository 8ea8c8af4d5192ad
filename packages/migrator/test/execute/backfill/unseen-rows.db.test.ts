import { expect, onTestFinished, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { codeRunner } from '../support/code-runner.ts';
import { line, type RevisionText } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const table = (rows: number): RevisionText => ({
  id: 'aaaa',
  up: `create table items (id int primary key, n int not null default 0);\ninsert into items (id) select i * 10 from generate_series(1, ${rows}) i`,
  down: 'drop table items',
});
const add = 'update items set n = n + 1 where id > :from and id <= :to';
const batched: RevisionText = { id: 'bbbb', up: add, down: add, options: 'batch="items(id)"' };
const steps = `export async function upgrade(op) {
  await op.batch('count', { table: 'items', key: 'id' }, async (op, { from, to }) =>
    void (await op.execute('update items set n = n + 1 where id > $1 and id <= $2', [from, to])));
}
export async function downgrade() {}`;

/** How batches may run. */
const MANNERS: readonly (readonly [string, RevisionText])[] = [
  ['in the foreground', batched],
  ['in the background', { ...batched, header: 'background: true' }],
  ['as a step of code', { id: 'bbbb', up: '', down: '', kind: 'ts', code: steps, options: 'transaction=steps' }],
];

test.each(
  MANNERS.flatMap(([how, revision]) => [
    [how, 'below, between and above those that are there', 50, '(-5), (55), (5000)', revision] as const,
    [how, 'while the table has no others', 0, '(-5), (55), (5000)', revision] as const,
  ]),
)('%s, rows of a transaction that is open when they begin are among them: %s', async (_, __, rows, keys, revision) => {
  const database = await freshDatabase();
  const isDetached = revision.header !== undefined;
  const { upgrade, work, events } = codeRunner(line(table(rows), revision), { ...database, detach: isDetached });
  await upgrade('aaaa');
  const writer = await database.connect();
  await writer.query('begin');
  await writer.query(`insert into items (id) values ${keys}`);
  const done = upgrade();
  await waitFor('a wait for the writer', () => events.some(({ type }) => type === 'waiting-for-writers'));
  await writer.query('commit');
  await done;
  if (isDetached) {
    // Programs that know the change write the rows that come from now on, whenever a worker begins.
    await database.query('insert into items values (9000, 1)');
    await work();
  }
  expect(await database.query('select n, count(*)::int as rows from items group by n')).toEqual([
    { n: 1, rows: rows + 3 + (isDetached ? 1 : 0) },
  ]);
});

test('rows of tables that inherit are among them, and one whose key may be null is refused', async () => {
  const database = await freshDatabase();
  const { upgrade, events } = runner(line(table(50), batched), database);
  await upgrade('aaaa');
  await database.query('create table older () inherits (items)');
  // PostgreSQL 18 refuses that itself.
  await database.query('alter table older alter id drop not null').catch(() => {});
  const isNullable = await database.query(
    "select not attnotnull as yes from pg_attribute where attrelid = 'older'::regclass and attname = 'id'",
  );
  if (isNullable[0]?.yes === true) {
    await expect(upgrade()).rejects.toMatchObject({ code: 'batch-key', facts: { problem: 'nullable', column: 'id' } });
    await database.query('alter table older alter id set not null');
  }
  await database.query('insert into older values (15), (700)');
  const writer = await database.connect();
  await writer.query('begin');
  await writer.query('insert into older values (20), (9000)');
  const done = upgrade();
  await waitFor('a wait for the writer', () => events.some(({ type }) => type === 'waiting-for-writers'));
  await writer.query('commit');
  expect((await done).heads).toEqual(['bbbb']);
  expect(await database.query('select n, count(*)::int as rows from items group by n')).toEqual([{ n: 1, rows: 54 }]);
});

test.each([50, 0])('nothing runs where row-level security may hide rows (%s rows)', async (rows) => {
  const database = await freshDatabase();
  const role = `owner_${database.name}`;
  await database.query(`create role ${role} login password 'secret'; alter database ${database.name} owner to ${role}`);
  onTestFinished(
    async () =>
      void (await database.query(
        `reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`,
      )),
  );
  const url = Object.assign(new URL(database.url), { username: role, password: 'secret' }).href;
  const guarded = table(rows);
  const rule =
    ';\nalter table items enable row level security;\nalter table items force row level security;\ncreate policy even on items using (id % 20 = 0)';
  const { upgrade, state } = runner(line({ ...guarded, up: `${guarded.up}${rule}` }, batched), { url });
  await expect(upgrade()).rejects.toMatchObject({
    code: 'batch-key',
    facts: { problem: 'row-security', role },
    hint: expect.stringContaining('alter table items no force row level security;'),
  });
  expect((await state()).halfRuns).toEqual([]);
  await database.query('alter table items no force row level security');
  expect((await upgrade()).heads).toEqual(['bbbb']);
  const changed = await database.query('select count(*)::int as rows from items where n = 1');
  expect(changed).toEqual([{ rows }]);
});
