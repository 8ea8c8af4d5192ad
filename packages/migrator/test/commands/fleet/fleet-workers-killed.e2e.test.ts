import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { manifestProblems } from '../../scaffold/deploy/manifest-problems.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { runMigrate } from '../../support/run-migrate.ts';
import { waitFor } from '../../support/wait-for.ts';
import { smallWorkspace } from '../small-workspace.ts';
import { documentedJobs, FLEET_MANIFEST, superviseJob } from './job-supervisor.ts';

const IS_FULL = process.env.BRAID_FAULTS === 'full';
const TENANTS = Array.from({ length: 16 }, (_, index) => `tenant_${index + 1}`);
/** Rounds in which the coordinator and two of four workers are killed; `BRAID_FAULTS=full`, as in CI, has more. */
const ROUNDS = IS_FULL ? 20 : 1;

test('the manifest has values and fields that Kubernetes knows, and no rights', () => {
  const text = readFileSync(FLEET_MANIFEST, 'utf8');
  const documents = parseAllDocuments(text);
  expect(documents).toHaveLength(2);
  for (const document of documents) {
    expect(document.errors).toEqual([]);
    expect(manifestProblems(document.toJS())).toEqual([]);
  }
  expect(text.match(/runAsNonRoot: true/g)).toHaveLength(2);
  expect(text).not.toMatch(/privileged: true|hostPath|hostNetwork|postgres:\/\//);
  expect(documentedJobs()).toMatchObject([
    { args: ['fleet', 'upgrade', 'tenants'], completions: 1, backoff: 6, failing: [1, 2, 4, 5] },
    { args: ['fleet', 'work', 'tenants', '--concurrency', '4'], completions: 4, backoff: 6, failing: [1, 2, 4] },
  ]);
});

test.each(IS_FULL ? ['ledger', 'pg-boss'] : ['ledger'])(
  '%s: jobs whose coordinator and workers are killed again and again complete, and each revision runs once',
  { timeout: (ROUNDS + 4) * 60_000 },
  async (engine) => {
    const database = await freshDatabase();
    await database.query(TENANTS.map((tenant) => `create schema ${tenant}`).join(';'));
    const id = (index: number) => `b${String(index).padStart(3, '0')}`;
    const steps = Array.from({ length: ROUNDS + 1 }, (_, index) => ({
      ...{ id: id(index), slice: 'shop' },
      header: index === 0 ? '-- branch-label: shop\n' : `-- revises: ${id(index - 1)}\n`,
      // What runs twice counts twice; it takes a moment, so that a kill meets it.
      up: index === 0 ? 'create table ran (n int);' : `insert into ran select ${index} from pg_sleep(0.05);`,
      down: '-- migrate:downgrade irreversible="test"',
    }));
    const cwd = smallWorkspace(steps);
    const fleets = { tenants: { source: { schemas: 'tenant_%' }, engine, concurrency: { perServer: 8 } } };
    writeFileSync(join(cwd, 'migrate.config.json'), JSON.stringify({ fleets, runner: { lease: 1_000 } }));
    const url = ['--url', database.url];
    const [coordinator, workers] = documentedJobs();
    if (coordinator === undefined || workers === undefined) throw new Error('two jobs are documented');
    const isOver = `select state = 'done' as over, (select count(*)::int from braid_fleet.tenant t where t.rollout = r.id and t.state = 'done') as n
    from braid_fleet.rollout r where id = (select max(id) from braid_fleet.rollout having count(*) = `;
    for (let round = 0; round <= ROUNDS; round += 1) {
      const upgrade = superviseJob(coordinator, cwd, [id(round), ...url]);
      const rollout = async () => (await database.query(`${isOver}${round + 1})`))[0];
      // With the same files, and the last rollout over, a worker waits for its coordinator only so long.
      await waitFor(`round ${round} begins`, rollout);
      const work = superviseJob(workers, cwd, url);
      await waitFor(`some tenants of round ${round} are over`, async () => Number((await rollout())?.n) > round % 8);
      for (const victim of [...upgrade.running.values(), work.running.get(0), work.running.get(1)])
        victim?.kill('SIGKILL');
      await upgrade.complete;
      expect(await rollout()).toEqual({ over: true, n: TENANTS.length });
      await work.complete;
    }
    for (const tenant of TENANTS) {
      const rows = await database.query(`select n, count(*)::int as times from ${tenant}.ran group by n order by n`);
      expect(rows).toEqual(steps.slice(1).map((_, index) => ({ n: index + 1, times: 1 })));
      expect(await database.query(`select count(*)::int as n from braid_${tenant}.applied`)).toEqual([
        { n: steps.length },
      ]);
    }
    expect((await runMigrate(['fleet', 'status', 'tenants', ...url, '--json'], { cwd })).stdout).toContain(
      '"behind": 0',
    );
  },
);
