// `npm run bench:adopt`: from a project of drizzle-orm 0.45 with 60 tables, 150 migrations and a database to "adopted, nothing wrong", in whole processes.
// Goals: fewer than 10 commands, less than 60 s together. Exits with 1 when one is missed. `--tables <n>` (60), `--migrations <n>` (150). Method and figures: docs/benchmarks.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { resetEmbedded } from '../../../packages/migrator/dist/adapters/embedded/reset-embedded.js';
import { EMBEDDED, record } from '../record.mjs';
import { buildDatabase, writeProject } from './project.mjs';

const { values } = parseArgs({ options: { tables: { type: 'string' }, migrations: { type: 'string' } } });
const tables = Number(values.tables ?? 60);
const migrations = Number(values.migrations ?? 150);
const bin = fileURLToPath(new URL('../../../packages/migrator/bin/migrate.cjs', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'braid-bench-adopt-'));

/** @param {readonly string[]} command */
function run(...command) {
  const { NODE_EXTRA_CA_CERTS: _, DATABASE_URL: __, ...env } = process.env;
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...command], {
    cwd: root,
    env: { ...env, NO_COLOR: '1', BRAID_EMBEDDED: 'on' },
    encoding: 'utf8',
  });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`migrate ${command.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return { seconds, stdout };
}

const STORY = [['init'], ['adopt', 'drizzle', '--check'], ['adopt', 'drizzle'], ['check', '--db'], ['status']];

try {
  writeProject(root, { tables, migrations });
  console.log(`${tables} tables, ${migrations} migrations; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}`);
  let total = 0;
  /** @type {(readonly string[])[]} */
  const rows = [];
  for (const command of STORY) {
    const { seconds } = run(...command);
    total += seconds;
    rows.push([`\`migrate ${command.join(' ')}\``, `${seconds.toFixed(2)} s`]);
    console.log(`${seconds.toFixed(2).padStart(7)} s  migrate ${command.join(' ')}`);
    // The database that the project has had all along; the embedded server is there once there is a workspace.
    if (command[0] === 'init') await buildDatabase(root, run('db', 'url').stdout.trim());
  }
  const missed = STORY.length >= 10 || total >= 60;
  console.log(
    `${total.toFixed(2).padStart(7)} s  in ${STORY.length} commands; goals: fewer than 10, less than 60 s${missed ? ': MISSED' : ''}`,
  );
  record('adopt', {
    rounds: 1,
    server: EMBEDDED,
    missed: missed ? [`${STORY.length} commands took ${total.toFixed(1)} s`] : [],
    tables: [
      {
        columns: [`${tables} tables, ${migrations} migrations`, 'time'],
        rows: [...rows, [`${STORY.length} commands; goals: fewer than 10, under 60 s`, `**${total.toFixed(2)} s**`]],
      },
    ],
  });
  if (missed) process.exitCode = 1;
} finally {
  for (const folder of ['postgres', 'scratch']) await resetEmbedded(join(root, '.braid', folder));
  rmSync(root, { recursive: true, force: true });
}
