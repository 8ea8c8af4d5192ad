import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive } from '../../../src/adapters/process/is-alive.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { startMigrate } from '../../support/run-migrate.ts';
import { waitFor } from '../../support/wait-for.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { rowsOf } from './backup-kit.ts';

test('SIGTERM in a backup ends the tool with all that it started; nothing runs, and no file is left', async () => {
  const database = await freshDatabase();
  const workspace = sliceWorkspace(database);
  workspace.revision('aaaaaaaaaaaa', '', { up: 'create table t (id int);' });
  const child = "require('fs').writeFileSync('child', String(process.pid)); setInterval(() => {}, 1000)";
  const spawned = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`;
  const tool = `require('fs').writeFileSync(process.argv[1], 'some of it'); ${spawned}; setInterval(() => {}, 1000)`;
  workspace.configure({ backup: { before: 'always', command: [process.execPath, '-e', tool, '{file}'] } });
  const { root } = workspace;
  const run = startMigrate(['upgrade'], { cwd: root, env: { DATABASE_URL: database.url } });
  await waitFor(
    'the child of the tool',
    () => existsSync(join(root, 'child')) && readFileSync(join(root, 'child'), 'utf8'),
  );
  run.kill('SIGTERM');
  const { exitCode, stderr } = await run.result;
  expect({ exitCode, stderr }).toEqual({ exitCode: 143, stderr: expect.stringContaining('[interrupted]') });
  await waitFor('the child to be gone', () => !isAlive(Number(readFileSync(join(root, 'child'), 'utf8'))));
  expect(readdirSync(join(root, '.braid/backups'))).toEqual(['.gitignore']);
  expect(await rowsOf(database)).toEqual({});
});
