import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import { HAS_PG_DUMP } from '../../support/pg-dump.ts';
import { startMigrate } from '../../support/run-migrate.ts';
import { longTest } from '../../support/sample.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { waitFor } from '../../support/wait-for.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { A, B, wasCopied } from './rehearse-kit.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await olderMajor();
});
afterAll(() => server.stop());

/** A rehearsal whose second revision lasts until it is ended. Without pg_dump it ends at once and leaves nothing. */
async function begun(shadowUrl?: string) {
  const database = await freshDatabase(server.url);
  const workspace = sliceWorkspace(database);
  if (shadowUrl !== undefined) workspace.configure({ shadowUrl });
  workspace.revision(A, '', { up: 'create table t (id integer); insert into t select generate_series(1, 100);' });
  expect(await workspace.migrate('upgrade')).toMatchObject({ exitCode: 0 });
  workspace.revision(B, A, { up: 'select pg_sleep(600);' });
  const { root } = workspace;
  const run = startMigrate(['rehearse'], { cwd: root, env: { DATABASE_URL: database.url } });
  if (!HAS_PG_DUMP) {
    expect(wasCopied(await run.result)).toBe(false);
    expect(existsSync(join(root, '.braid/rehearsal'))).toBe(false);
    return undefined;
  }
  await waitFor('the copy', () => run.output().stderr.includes('copied to'));
  return { run, workspace, folder: join(root, '.braid/rehearsal') };
}

longTest('Ctrl-C drops the copy', async () => {
  const started = await begun();
  if (started === undefined) return;
  const { run, folder } = started;
  expect(readdirSync(folder)).toHaveLength(1);
  run.kill('SIGINT');
  run.kill('SIGINT');
  const { exitCode, stderr } = await run.result;
  expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: expect.stringContaining('[interrupted]') });
  expect(existsSync(folder)).toBe(false);
});

longTest('kill -9: the watchdog deletes the copy with its server, the next rehearsal what it could not', async () => {
  const started = await begun();
  if (started === undefined) return;
  const { run, workspace, folder } = started;
  const [name = ''] = readdirSync(folder);
  run.kill('SIGKILL');
  await run.result;
  const data = join(folder, name, 'data');
  await waitFor('the rows to be gone', () => !existsSync(data));
  // A watchdog of another user may not delete the folder itself.
  expect(await workspace.migrate('rehearse', A)).toMatchObject({ exitCode: 0 });
  const other = await workspace.migrate('rehearse', '--mask', 'none.none');
  expect(other).toMatchObject({ exitCode: 2 });
  expect(existsSync(folder)).toBe(false);
});

longTest('kill -9 on the shadow server: the next command that uses it drops the copy', async () => {
  const shadowUrl = inject('postgresUrl');
  const started = await begun(shadowUrl);
  if (started === undefined) return;
  const { run, workspace } = started;
  const copies = async () => {
    const database = await freshDatabase(shadowUrl);
    const rows = await database.query(
      `select datname from pg_database where starts_with(datname, 'braid_scratch_') and datname like '%\\_${run.pid}\\_%'`,
    );
    return rows.length;
  };
  run.kill('SIGKILL');
  await run.result;
  expect(await copies()).toBe(1);
  // Its statement still runs; a session that is gone holds nothing up.
  const other = await freshDatabase(shadowUrl);
  await other.query(
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where query like 'select pg_sleep(600)%' or (datname like 'braid_scratch_%' and datname like $1)",
    [`%\\_${run.pid}\\_%`],
  );
  expect(await workspace.migrate('rehearse', '--mask', 'none.none')).toMatchObject({ exitCode: 2 });
  expect(await copies()).toBe(0);
});
