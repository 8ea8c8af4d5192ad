import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { line } from '../support/revisions.ts';
import { runner } from '../support/runner.ts';

const remark = (text: string) => `do $$ begin raise notice '${text}' using hint = 'why'; end $$`;

test('what the server remarks on the statements of revisions is reported with its place, and bounded', async () => {
  const revisions = line(
    { id: 'aaaa', up: `create table t (a int);\n${remark('of aaaa')}`, down: 'drop table t' },
    { id: 'bbbb', up: 'create table if not exists t (a int)', down: remark("''bbbb'' undone") },
    {
      id: 'cccc',
      up: `create index concurrently i on t (a);\ncreate index concurrently if not exists i on t (a);\n${remark('of cccc')}`,
      down: 'drop index concurrently i',
      options: 'transaction=off',
    },
    { id: 'dddd', up: '', down: '', kind: 'ts' },
    {
      id: 'eeee',
      up: "do $$ begin for n in 1..50 loop raise warning 'row % password=hunter2', n; end loop; end $$",
      down: 'select 1',
    },
  );
  const database = await freshDatabase();
  const { upgrade, downgrade, events } = runner(revisions, {
    ...database,
    dataRunner: async ({ session }) => void (await session.execute(remark('of dddd'))),
  });
  const told = () =>
    events.flatMap((event) =>
      event.type === 'notice' ? [[event.revision, event.statement, event.severity, event.text, event.hint]] : [],
    );
  expect((await upgrade('dddd')).heads).toEqual(['dddd']);
  expect(told()).toEqual([
    ['aaaa', 2, 'NOTICE', 'of aaaa', 'why'],
    ['bbbb', 1, 'NOTICE', 'relation "t" already exists, skipping', undefined],
    ['cccc', 2, 'NOTICE', 'relation "i" already exists, skipping', undefined],
    ['cccc', 3, 'NOTICE', 'of cccc', 'why'],
    ['dddd', undefined, 'NOTICE', 'of dddd', 'why'],
  ]);
  expect((await upgrade()).heads).toEqual(['eeee']);
  expect(told().slice(5)).toHaveLength(20);
  expect(told()[24]).toEqual(['eeee', 1, 'WARNING', 'row 20 password=***', undefined]);
  expect(events.filter(({ type }) => type === 'notices-left-out')).toMatchObject([{ revision: 'eeee', told: 20 }]);
  expect((await downgrade()).heads).toEqual([]);
  expect(told().at(-1)).toEqual(['bbbb', 1, 'NOTICE', "'bbbb' undone", 'why']);
  expect((await upgrade()).heads).toEqual(['eeee']);
});
