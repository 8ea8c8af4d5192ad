import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmbedded } from '../../../src/adapters/embedded/start-embedded.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { fakePackage } from './fake-package.ts';

const shell = (script: string) => `#!/bin/sh\n${script}\n`;

test.each([
  [
    'any reason: its last lines',
    shell('echo "creating directory ... ok"; echo "initdb: error: the moon is full" >&2; exit 1'),
    {
      code: 'embedded-initdb-failed',
      message: expect.stringContaining('the moon is full'),
      facts: expect.objectContaining({ lines: expect.arrayContaining(['initdb: error: the moon is full']) }),
    },
  ],
  [
    'a full disk',
    shell('echo "could not write to file: No space left on device" >&2; exit 1'),
    { code: 'embedded-disk-full', hint: expect.stringContaining('BRAID_STATE_HOME') },
  ],
  [
    'a user without a name',
    shell('echo "initdb: could not look up effective user ID 7: user does not exist" >&2; exit 1'),
    { code: 'embedded-no-server-user' },
  ],
  [
    'binaries for another C library, whose loader is absent',
    '#!/no/such/loader\n',
    { code: 'embedded-platform-unsupported', hint: expect.stringContaining('--url') },
  ],
])('initdb fails for %s', async (_, initdb, expected) => {
  const folder = join(tempDir(), 'postgres');
  const started = startEmbedded({ folder, resolveFrom: fakePackage('18.4.0', initdb) });
  await expect(started).rejects.toMatchObject(expected);
  // No half-made cluster, no lock, no password.
  expect(existsSync(join(folder, 'data'))).toBe(false);
  expect(readdirSync(folder)).toEqual(['run']);
});
