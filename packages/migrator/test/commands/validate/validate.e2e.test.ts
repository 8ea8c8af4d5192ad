import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stopEmbedded } from '../../../src/adapters/embedded/stop-embedded.ts';
import { runCli } from '../../cli/run-cli.ts';
import { smallWorkspace } from '../small-workspace.ts';

test('migrate validate on a scratch server of its own: exit codes, JSON, progress, memory', async () => {
  const root = smallWorkspace([
    {
      id: 'aaaaaaaaaaaa',
      slice: 'shop',
      header: '-- branch-label: shop\n',
      up: 'create table a (id int);',
      down: '-- migrate:downgrade lossy="all"\ndrop table a;',
    },
    {
      id: 'bbbbbbbbbbbb',
      slice: 'shop',
      header: '-- revises: aaaaaaaaaaaa\n',
      up: 'create index a_id on a (id);',
      down: '-- migrate:downgrade\nselect 1;',
    },
  ]);
  onTestFinished(async () => {
    await stopEmbedded(join(root, '.braid/scratch'));
  });
  const good = await runCli(['validate', 'aaaa'], { cwd: root });
  expect(good.exitCode).toBe(0);
  expect(good.stdout).toContain('ok 1 of 1 revision proven on PostgreSQL');
  expect(good.stderr).toContain('✓ 1/1 aaaaaaaaaaaa  shop  step a');

  const bad = await runCli(['--json', 'validate'], { cwd: root });
  expect(bad.exitCode).toBe(3);
  const { revisions, ...sums }: { revisions: unknown[] } & Record<string, unknown> = JSON.parse(bad.stdout);
  expect(sums).toMatchObject({ proven: 1, cached: 1, failed: 1, blocked: 0 });
  expect(revisions[1]).toMatchObject({
    verdict: 'failed',
    problem: { code: 'proof-catalog-differs', facts: { line: 8, differences: ['+ index public.a.a_id'] } },
  });
  expect((await runCli(['validate', '--slice', 'nowhere'], { cwd: root })).exitCode).toBe(2);
});
