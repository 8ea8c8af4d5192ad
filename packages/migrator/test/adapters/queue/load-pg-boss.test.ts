import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPgBoss } from '../../../src/adapters/queue/load-pg-boss.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A workspace in which this version is installed. */
function workspaceWith(version: string, code = 'export default class {}'): string {
  const root = tempDir('braid-boss-');
  const folder = join(root, 'node_modules/pg-boss');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'pg-boss', version, main: 'index.mjs' }));
  writeFileSync(join(folder, 'index.mjs'), code);
  return root;
}

test.each(['9.0.3', '11.0.0', '12.5.1', '100.0.0'])(
  'version %s is refused, and the hint installs one that fits',
  async (version) => {
    await expect(loadPgBoss('tenants', workspaceWith(version))).rejects.toMatchObject({
      code: 'fleet-queue',
      facts: { fleet: 'tenants', problem: 'version', version },
      hint: expect.stringMatching(/^npm install pg-boss@\^10\./),
    });
  },
);

test('where it is missing, from the workspace and from beside Braid, the hint installs it', async () => {
  const [root, braid] = [tempDir('braid-boss-'), tempDir('braid-boss-')];
  writeFileSync(join(root, 'package.json'), '{}');
  await expect(loadPgBoss('tenants', root, join(braid, 'bin.js'))).rejects.toMatchObject({
    code: 'fleet-queue',
    message: 'The fleet tenants uses pg-boss, which is not installed',
    facts: { fleet: 'tenants', problem: 'missing' },
    hint: 'npm install pg-boss@^10.4.2',
  });
  // Beside Braid it is as good as in the workspace.
  const found = await loadPgBoss(
    'tenants',
    root,
    join(workspaceWith('10.4.2', 'export default class Beside {}'), 'x.js'),
  );
  expect(found.name).toBe('Beside');
});

test('the one of the workspace is taken, and one that exports no class is another version', async () => {
  const found = await loadPgBoss('tenants', workspaceWith('10.4.2', 'export default class Mine {}'));
  expect(found.name).toBe('Mine');
  await expect(loadPgBoss('tenants', workspaceWith('10.4.2', 'export const nothing = 1'))).rejects.toMatchObject({
    facts: { problem: 'version' },
  });
});
