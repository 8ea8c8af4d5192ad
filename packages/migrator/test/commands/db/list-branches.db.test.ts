import { expect, onTestFinished, test } from 'vitest';
import { openServerDatabases } from '../../../src/adapters/pg/databases/server-databases.ts';
import { createDatabase, freshDatabase } from '../../support/fresh-database.ts';

test('databases are listed while others are dropped, branches among them', async () => {
  const { url, name, query } = await freshDatabase();
  const options = { url, source: 'test', stateSchema: 'braid', toolVersion: '0' };
  const server = await openServerDatabases(options, name, 'migrate db');
  onTestFinished(() => server.close());
  const note = JSON.stringify({
    braid: 'branch',
    base: name,
    branch: 'b',
    workspace: '/w',
    from: name,
    created: 'now',
  });
  const others = await Promise.all(Array.from({ length: 16 }, () => createDatabase()));
  const names = others.map((other) => other.name).sort();
  for (const other of names.slice(0, 12)) await query(`comment on database "${other}" is '${note}'`);
  const isListed = async () => (await server.list()).map((each) => each.name);
  expect(await isListed()).toEqual(names.slice(0, 12));
  let isOver = false;
  const dropping = (async () => {
    for (const { drop } of others.toSorted((a, b) => (a.name < b.name ? 1 : -1))) await drop();
    isOver = true;
  })();
  while (!isOver) for (const each of await isListed()) expect(names).toContain(each);
  await dropping;
  expect(await isListed()).toEqual([]);
});
