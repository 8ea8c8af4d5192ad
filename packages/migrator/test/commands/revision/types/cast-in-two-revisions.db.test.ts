import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { parseRevisionFile } from '../../../../src/revision/parse-revision-file.ts';
import { closeProvers, realProver, shareProvers } from '../../../proof/real-prover.ts';
import { runSection } from '../../../schema/kinds/kind-database.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

const events = (columns: string): string =>
  `export const events = p.pgTable('events', { id: p.integer().primaryKey(), ${columns} }, (t) => [p.unique('events_key').on(t.key), p.index('by_key').on(t.key, t.id)]);`;
const FILL = `-- migrate:upgrade
update events set key_new = nullif(regexp_replace(key, '\\D', '', 'g'), '')::numeric % 100000;
-- migrate:downgrade lossy="the data in events.key_new"
update events set key_new = null;
`;

/** What the table is stored in: another file, when it was rewritten. */
const fileOf = async (client: Client): Promise<unknown> =>
  (await client.query("select pg_relation_filenode('events') as file")).rows[0]?.file;
const keysOf = async (client: Client): Promise<unknown> =>
  (await client.query('select array_agg(key order by id) as keys from events')).rows[0]?.keys;

test('another type in two revisions: the second one rewrites nothing; with --cast the table is written again', async () => {
  await closeProvers();
  const demo: DemoWorkspace = demoWorkspace(
    { blog: events('key: p.text()') },
    realProver(() => demo),
  );
  const write = async (message: string, more: Partial<Parameters<typeof revision>[1]> = {}) =>
    await revision(demo.bench(), { message, slice: 'blog', ...more });
  const client = await (await freshDatabase()).connect();
  const run = async (direction: 'upgrade' | 'downgrade'): Promise<void> => {
    const { slice, file } = demo.bench().graph().ordered.at(-1) ?? { slice: '', file: '' };
    const section = parseRevisionFile(readFileSync(join(demo.root, file), 'utf8'), { slice, file })[direction];
    if (section !== undefined) await runSection(client, section);
  };
  await write('events');
  await run('upgrade');
  await client.query("insert into events values (1, 'no 7'), (2, '12'), (3, null)");

  demo.schema('blog', events("key: p.text(), keyNew: p.integer('key_new')"));
  await write('beside');
  await run('upgrade');
  demo.write('fill.sql', FILL);
  await write('fill', { sqlFile: 'fill.sql' });
  await run('upgrade');
  const file = await fileOf(client);

  demo.schema('blog', events('key: p.integer()'));
  const { revisions } = await write('take its name', { renames: ['column events.key_new=key'] });
  expect(revisions[0]?.upgrade.lossy).toEqual(['the data in events.key']);
  await run('upgrade');
  expect(await keysOf(client)).toEqual([7, 12, null]);
  expect(await fileOf(client)).toBe(file);
  await run('downgrade');
  expect(await fileOf(client)).toBe(file);
  await run('upgrade');

  demo.schema('blog', events('key: p.date()'));
  await write('cast', {
    casts: ["events.key=date '2020-01-01' + key"],
    castsBack: ["events.key=key - date '2020-01-01'"],
  });
  await run('upgrade');
  expect(await fileOf(client)).not.toBe(file);
  await run('downgrade');
  expect(await keysOf(client)).toEqual([7, 12, null]);
});
