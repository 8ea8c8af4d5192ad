import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { startMigrate } from '../../support/run-migrate.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type ShopRevision, shop } from './shop.ts';
import { story, storyOfJob, WIDTHS } from './story.ts';

const TITLE: readonly ShopRevision[] = [
  { id: 'a1', message: 'add title', up: 'alter table items add column title text;', down: 'drop table items;' },
];

const OLD = "select from pg_stat_activity where application_name = $1 and clock_timestamp() - xact_start > '0.6 s'";

/** A database with `items`, and sessions that read it in a transaction until they are told to end it. */
async function busyDatabase() {
  const database = await freshDatabase();
  await database.query('create table items (id int)');
  const reader = async (name: string) => {
    const client = await database.connect();
    await client.query(`set application_name = '${name}'; begin; select count(*) from items`);
    // What is younger than half a second is not waited for, but tried.
    await waitFor('its age', async () => (await database.query(OLD, [name])).length > 0);
    return client;
  };
  return { ...database, reader };
}

describe.each(WIDTHS)('in %i columns', (columns) => {
  test('who is in the way is reported once, and again when it is somebody else', async () => {
    const { url, reader } = await busyDatabase();
    const report = await reader('report');
    const env = { DATABASE_URL: url, NO_COLOR: '1' };
    const { frame, end } = story(['upgrade'], { cwd: shop(TITLE), columns, env });
    await frame('a report reads', /held up by pid \d+ \(report/);
    const psql = await reader('psql');
    await frame(
      'and somebody else does',
      /blocked a1 by pid \d+ \(psql[\s\S]*held up by[\s\S]*held up by pid \d+ \(psql/,
    );
    await report.query('commit');
    await frame('the report is done', /no longer blocks[^⠋]*\n. 1\/1.*\n {2}held up by pid \d+ \(psql/);
    await psql.query('commit');
    expect(await end('blocked')).toMatchObject({ exitCode: 0, broken: 0 });
  });

  test('who was in the way to the end is named with the command that ends it', async () => {
    const { url, reader } = await busyDatabase();
    await reader('report');
    const { end } = story(['upgrade', '--lock-budget', '1s'], {
      cwd: shop(TITLE),
      columns,
      env: { DATABASE_URL: url },
    });
    expect(await end('locks-not-free')).toMatchObject({ exitCode: 1 });
  });

  test('another runner', async () => {
    const { url, query, reader } = await busyDatabase();
    const [report, cwd, env] = [await reader('report'), shop(TITLE), { DATABASE_URL: url }];
    const other = startMigrate(['upgrade', 'heads'], { cwd, env });
    await waitFor(
      'the lease',
      async () => (await query('select from braid.lease where run_id is not null')).length > 0,
    );
    const { frame, end } = story(['upgrade'], { cwd, columns, env });
    await frame('it works', /waiting for another runner/);
    await report.query('commit');
    expect(await end('another-runner')).toMatchObject({ exitCode: 0 });
    expect(await other.result).toMatchObject({ exitCode: 0 });
  });
});

test('without a terminal a line says that it waits, and for whom', async () => {
  const { url, reader } = await busyDatabase();
  const report = await reader('report');
  const job = storyOfJob(['upgrade'], { cwd: shop(TITLE), env: { DATABASE_URL: url } }, true);
  await waitFor('the lines', () => /blocked[\s\S]*… 1\/1/.test(job.output()));
  await report.query('commit');
  await job.end('blocked');
});
