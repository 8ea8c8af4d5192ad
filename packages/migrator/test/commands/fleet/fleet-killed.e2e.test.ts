import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { runMigrate, startMigrate } from '../../support/run-migrate.ts';
import { waitFor } from '../../support/wait-for.ts';
import { smallWorkspace } from '../small-workspace.ts';

const TENANTS = Array.from({ length: 10 }, (_, index) => `tenant_${index + 1}`);
/** Times that the coordinator is killed; `BRAID_FAULTS=full`, as in CI, kills more. */
const KILLS = process.env.BRAID_FAULTS === 'full' ? 20 : 4;

test('a coordinator that is killed again and again: each revision runs once in each tenant, and nothing is lost', async () => {
  const database = await freshDatabase();
  await database.query(TENANTS.map((tenant) => `create schema ${tenant}`).join(';'));
  const steps = Array.from({ length: KILLS + 2 }, (_, index) => ({
    ...{ id: `b${String(index).padStart(3, '0')}`, slice: 'shop' },
    header: index === 0 ? '-- branch-label: shop\n' : `-- revises: b${String(index - 1).padStart(3, '0')}\n`,
    // What runs twice counts twice.
    up: index === 0 ? 'create table ran (n int);' : `insert into ran values (${index});`,
    down: '-- migrate:downgrade irreversible="test"',
  }));
  const cwd = smallWorkspace(steps);
  const fleets = { tenants: { source: { schemas: 'tenant_%' }, concurrency: { perServer: 2 } } };
  writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ fleets, runner: { lease: 1_000 } }));
  const url = ['--url', database.url];
  for (let kill = 0; kill < KILLS; kill += 1) {
    // Each time one revision more, so that there is something to interrupt.
    const child = startMigrate(['fleet', 'upgrade', 'tenants', `b${String(kill).padStart(3, '0')}`, ...url], { cwd });
    const over = `select count(*)::int as n from braid_fleet.tenant t where state = 'done' and rollout = (select max(id) from braid_fleet.rollout having count(*) = ${kill + 1})`;
    let isEnded = false;
    void child.result.then(() => {
      isEnded = true;
    });
    const some = async () => Number((await database.query(over))[0]?.n) > kill % TENANTS.length;
    try {
      // One that ended has told all that it will.
      await waitFor('some tenants are over', async () => isEnded || (await some()));
      expect(await some()).toBe(true);
    } catch (cause) {
      const { stdout, stderr } = child.output();
      const state = isEnded ? 'ended' : 'is still running';
      throw new Error(`Kill ${kill + 1}: the coordinator ${state} and said ${stderr}${stdout}`, { cause });
    }
    child.kill('SIGKILL');
    await child.result;
  }
  const last = await runMigrate(['fleet', 'upgrade', 'tenants', ...url, '--json', '-q'], { cwd });
  expect(last.exitCode, last.stderr + last.stdout).toBe(0);
  expect(JSON.parse(last.stdout)).toMatchObject({ outcome: 'done', states: { done: TENANTS.length } });
  for (const tenant of TENANTS) {
    const rows = await database.query(`select n, count(*)::int as times from ${tenant}.ran group by n order by n`);
    expect(rows).toEqual(steps.slice(1).map((_, index) => ({ n: index + 1, times: 1 })));
    expect(await database.query(`select count(*)::int as n from braid_${tenant}.applied`)).toEqual([
      { n: steps.length },
    ]);
  }
  expect((await runMigrate(['fleet', 'status', 'tenants', ...url, '--json'], { cwd })).stdout).toContain('"behind": 0');
});
