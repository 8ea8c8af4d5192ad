import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findFolder } from '../../../src/adapters/embedded/folder/server-folder.ts';
import { stopEmbedded } from '../../../src/adapters/embedded/stop-embedded.ts';
import { embeddedScratch } from '../../../src/adapters/scratch/embedded-scratch.ts';
import { withDatabase } from '../../../src/conninfo/with-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { query } from '../embedded/server-kit.ts';

test('the scratch cluster does not sync, and is made again when it cannot start', async () => {
  const folder = join(tempDir(), 'scratch');
  const first = embeddedScratch({ folder, lingerSeconds: 0 });
  onTestFinished(async () => {
    await stopEmbedded(folder);
  });
  expect(await query(await first.url(), 'show fsync')).toEqual([{ fsync: 'off' }]);
  first.release();
  await stopEmbedded(folder);
  // As a power cut may leave it.
  const { data } = findFolder(folder);
  for (const name of readdirSync(join(data, 'pg_wal'))) rmSync(join(data, 'pg_wal', name), { recursive: true });
  rmSync(join(data, 'global', 'pg_control'));

  const second = embeddedScratch({ folder, lingerSeconds: 0 });
  expect(await query(await second.url(), 'select 1 as one')).toEqual([{ one: 1 }]);
  second.release();
});

test('databases of the scratch cluster are copied without maps of their tables, which the server makes where it needs them', async () => {
  const folder = join(tempDir(), 'scratch');
  const source = embeddedScratch({ folder, lingerSeconds: 0 });
  onTestFinished(async () => {
    await stopEmbedded(folder);
  });
  const url = await source.url();
  const maps = (database: string) =>
    query(
      url,
      `select count(*)::int as maps, count(*) filter (where relname = 'pg_class')::int as of_pg_class
from pg_database d, pg_ls_dir('base/' || d.oid) file
left join pg_class c on pg_relation_filenode(c.oid)::text = split_part(file, '_', 1)
where datname = '${database}' and file ~ '_(fsm|vm)$'`,
    );
  expect(await query(url, 'select datname from pg_database order by 1')).toEqual(
    ['postgres', 'template0', 'template1'].map((datname) => ({ datname })),
  );
  await query(url, 'create database copied template template0 strategy file_copy');
  expect(await maps('copied')).toEqual([{ maps: 0, of_pg_class: 0 }]);
  const copied = withDatabase(url, 'copied');
  await query(copied, "do 'begin for i in 1..300 loop execute format(''create table t%s ()'', i); end loop; end'");
  await query(copied, 'vacuum pg_class');
  expect(await maps('copied')).toEqual([{ maps: expect.any(Number), of_pg_class: 2 }]);
  expect(await query(copied, "select count(*)::int as tables from pg_class where relname ~ '^t[0-9]+$'")).toEqual([
    { tables: 300 },
  ]);
  source.release();
});

test('where nothing can be written, the error names shadowUrl', async () => {
  // Nobody makes folders there, root neither.
  const folder = process.platform === 'darwin' ? '/System/braid/scratch' : '/sys/braid/scratch';
  await expect(embeddedScratch({ folder, lingerSeconds: 0 }).url()).rejects.toMatchObject({
    code: 'scratch-folder',
    facts: { folder, reason: expect.stringMatching(/^E(ROFS|ACCES|PERM)$/) },
    hint: expect.stringContaining('shadowUrl'),
  });
});
