import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findFolder } from '../../../src/adapters/embedded/folder/server-folder.ts';
import { stopEmbedded } from '../../../src/adapters/embedded/stop-embedded.ts';
import { embeddedScratch } from '../../../src/adapters/scratch/embedded-scratch.ts';
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

test('where nothing can be written, the error names shadowUrl', async () => {
  // Nobody makes folders there, root neither.
  const folder = process.platform === 'darwin' ? '/System/braid/scratch' : '/sys/braid/scratch';
  await expect(embeddedScratch({ folder, lingerSeconds: 0 }).url()).rejects.toMatchObject({
    code: 'scratch-folder',
    facts: { folder, reason: expect.stringMatching(/^E(ROFS|ACCES|PERM)$/) },
    hint: expect.stringContaining('shadowUrl'),
  });
});
