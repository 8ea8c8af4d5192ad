import { expect } from 'vitest';
import { runMigrate, startMigrate } from '../../support/run-migrate.ts';
import { longTest } from '../../support/sample.ts';
import { waitFor } from '../../support/wait-for.ts';
import { BASE, onBranch } from './dev-kit.ts';

longTest('Ctrl-C ends it cleanly; after a kill -9 the next one takes over', async () => {
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

longTest('when the embedded server is stopped, the watch ends and says that the next command starts it', async () => {
  const it = await onBranch();
  const env = { DATABASE_URL: '' };
  const watching = startMigrate(['dev', '--embedded'], { cwd: it.root, env });
  await waitFor('it to watch', () => watching.output().stderr.includes('watching'));
  expect(await runMigrate(['db', 'stop'], { cwd: it.root, env })).toMatchObject({ exitCode: 0 });
  it.schema('shop', BASE.replace(' })', ', extra: p.integer() })'));
  const ended = await watching.result;
  expect(ended.exitCode).toBe(1);
  expect(ended.stderr).toContain('It was stopped or deleted meanwhile. Run the command again');
  const again = await runMigrate(['dev', '--embedded', '--once', '--json'], { cwd: it.root, env });
  expect(JSON.parse(again.stdout)).toMatchObject({ drafts: [{ slice: 'shop' }] });
  expect(await runMigrate(['db', 'stop'], { cwd: it.root, env })).toMatchObject({ exitCode: 0 });
});
