/** Runs the tests of poolers with PgBouncer itself, where it is installed. */
import { spawnSync } from 'node:child_process';

const program = process.env.PGBOUNCER ?? 'pgbouncer';
const version = spawnSync(program, ['--version'], { encoding: 'utf8' });
if (version.status !== 0) {
  console.error(
    `${program} is not installed: apt-get install pgbouncer (or name the program with PGBOUNCER), then run this again.`,
  );
  process.exit(1);
}
console.log(version.stdout.split('\n')[0]);
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'db', 'packages/migrator/test/faults/pooler'], {
  stdio: 'inherit',
  env: { ...process.env, BRAID_PGBOUNCER: 'yes' },
});
process.exit(status ?? 1);
