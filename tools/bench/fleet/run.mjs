// `npm run bench:fleet`: a fleet of schemas and one of databases on a server of its own: nothing to do, a whole history beside a bare loop and Alembic's loop, the same through a relay, a loop over `migrate upgrade`,
// kills of the coordinator, with and without workers, and 100,000 tenants in memory. Prints every goal as met or missed; exits with 1 when what is exact is wrong.
// `--tenants <n>` (1000), `--databases <n>` (200), `--kills <n>` (20), `--part <name>` (all).
import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startScratchServer } from '../apply/scratch-server.mjs';
import { foundOf, summary } from '../goals.mjs';
import { record } from '../record.mjs';
import { history, relayed } from './history.mjs';
import { killed } from './killed.mjs';
import { databases, schemas } from './nothing.mjs';
import { simulated } from './simulated.mjs';
import { takenOver } from './taken-over.mjs';

const { values } = parseArgs({
  options: {
    ...{ tenants: { type: 'string' }, databases: { type: 'string' } },
    ...{ kills: { type: 'string' }, part: { type: 'string' } },
  },
});
const tenants = Number(values.tenants ?? 1_000);
const most = Number(values.databases ?? Math.min(tenants, 200));
const kills = Number(values.kills ?? 20);
const load = () => loadavg()[0]?.toFixed(1);

const parts = { schemas, databases, history, relayed, killed, 'taken-over': takenOver, simulated };
const server = await startScratchServer();
/** @type {string[]} */
const folders = [];
try {
  console.log(
    `PostgreSQL ${server.version} ${server.place}, Node ${process.versions.node}; load average ${load()} before\n`,
  );
  for (const [name, part] of Object.entries(parts)) {
    if (values.part === undefined || values.part === name)
      await part({ server, tenants, databases: most, kills, folders });
  }
  process.exitCode = summary() ? 0 : 1;
  console.log(`load average ${load()} after`);
  const { missed, table } = foundOf(`a fleet of ${tenants.toLocaleString('en-US')}`);
  record('fleet', { rounds: 1, missed, tables: [table], server: `PostgreSQL ${server.version} ${server.place}` });
} finally {
  await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
