import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { kubernetes } from '../../../src/scaffold/deploy/kubernetes.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';

const MANIFEST = kubernetes('shop:1').find(({ path }) => path === 'kubernetes/health.yaml')?.text ?? '';

test('the health job fails when something is pending, and when the database is not healthy', async () => {
  const { containers } = parse(MANIFEST).spec.jobTemplate.spec.template.spec;
  const database = await freshDatabase();
  const workspace = sliceWorkspace();
  // The server of the tests is a scratch server.
  workspace.configure({ health: { severity: { 'autovacuum-off': 'off' } } });
  workspace.revision('a1', '', { up: 'create table t (id integer primary key);' });
  const exitCodes = async () => {
    const codes: Record<string, number> = {};
    for (const { name, args } of containers) {
      codes[name] = (
        await runCli(args, { cwd: workspace.root, env: { DATABASE_URL: database.url, NODE_ENV: 'production' } })
      ).exitCode;
    }
    return codes;
  };
  expect(await exitCodes()).toEqual({ state: 3, health: 0 });
  await runCli(['upgrade'], { cwd: workspace.root, env: { DATABASE_URL: database.url } });
  expect(await exitCodes()).toEqual({ state: 0, health: 0 });
  await database.query('alter table t drop constraint t_pkey');
  expect(await exitCodes()).toEqual({ state: 0, health: 3 });
  await database.query('drop schema braid cascade');
  expect(await exitCodes()).toMatchObject({ state: 3 });
});
