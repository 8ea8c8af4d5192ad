import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { waitFor } from '../../support/wait-for.ts';

test('how far the server is with an index is told while it is built', async () => {
  const { url, connect, query } = await freshDatabase();
  await query('create table items (id int)');
  const cwd = writeTree({
    'migrate.config.json': '{}',
    'features/shop/slice.json': '{"label":"shop","schema":null}',
    'features/shop/migrations/a1.sql': `-- revision: a1\n-- revises:\n-- branch-label: shop\n-- message: an index\n\n-- migrate:upgrade transaction=off\ncreate index concurrently items_id on items (id);\n\n-- migrate:downgrade transaction=off\ndrop index concurrently items_id;\n`,
  });
  // It waits for those who write, until they are done.
  const writer = await connect();
  await writer.query('begin; insert into items values (1)');
  let stderr = '';
  const stream = {
    write: (text: string) => {
      stderr += text;
    },
  };
  const ended = main(['upgrade', '--json', '--url', url], {
    stdout: { write: () => undefined },
    stderr: stream,
    env: {},
    cwd,
  });
  await waitFor('progress of the server', () => stderr.includes('"server-progress"'));
  await writer.query('commit');
  expect(await ended, stderr).toBe(0);
  const events = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.find(({ type }) => type === 'server-progress')).toMatchObject({
    command: 'CREATE INDEX CONCURRENTLY',
    phase: 'waiting for writers before build',
    done: 0,
    total: 1,
    unit: 'transactions',
    revision: 'a1',
    n: 1,
    of: 1,
  });
});
