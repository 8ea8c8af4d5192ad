import { expect, test } from 'vitest';
import { startMigrate } from '../../support/run-migrate.ts';
import { waitFor } from '../../support/wait-for.ts';
import { BASE, onBranch } from './dev-kit.ts';

test('Ctrl-C ends it cleanly; after a kill -9 the next one takes over', async () => {
  const it = await onBranch();
  const start = () => startMigrate(['dev'], { cwd: it.root, env: { DATABASE_URL: it.database.url } });
  const first = start();
  await waitFor('it to watch', () => first.output().stderr.includes('watching'));
  it.schema('shop', BASE.replace(' })', ', extra: p.integer() })'));
  await waitFor('the save to be applied', () => first.output().stderr.includes('applied 1 statement'));
  first.kill('SIGKILL');
  expect(await first.result).toMatchObject({ signal: 'SIGKILL' });

  const second = start();
  await waitFor('it to watch', () => second.output().stderr.includes('watching'));
  second.kill('SIGINT');
  const ended = await second.result;
  expect(ended).toMatchObject({ exitCode: 0, signal: null });
  expect(ended.stdout).toContain('Ended with 1 draft');
  expect(await it.answer('dev', 'status')).toMatchObject({ watcher: null, drafts: [{}] });
});
