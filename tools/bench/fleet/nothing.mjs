import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSlowRelay } from '../apply/slow-relay.mjs';
import { judge, ms, tell } from '../goals.mjs';
import { schemaFleet } from './fleet-of.mjs';
import { migrate } from './migrate.mjs';
import { writeFleet } from './workspace.mjs';

/** Nothing to do for all schemas of a database. @param {import('./fleet-of.mjs').Bench} bench */
export async function schemas(bench) {
  const { server, tenants } = bench;
  const { url, root } = await schemaFleet(bench, 'fleet_schemas', tenants, 3);
  const first = await migrate(root, ['fleet', 'upgrade', 'shop', '--url', url]);
  if (first.code !== 0) throw new Error(first.stderr + first.stdout);
  const again = await migrate(root, ['fleet', 'upgrade', 'shop', '--url', url]);
  if (again.code !== 0) throw new Error(again.stderr);
  const per100 = (again.cpuMs / tenants) * 100;
  judge(`${tenants} schemas with nothing to do: CPU per 100`, ms(per100), per100 <= 1_000, '≤ 1000 ms');
  tell('… wall', ms(again.wallMs));
  const relay = await startSlowRelay(url, 0);
  const counted = await migrate(root, ['fleet', 'upgrade', 'shop', '--url', relay.through(url)]);
  if (counted.code !== 0) throw new Error(counted.stderr);
  // One connection asks the source, one looks at the tenants, one reads the ledger.
  let trips = 0;
  for (let connection = 0; connection < 3; connection += 1) trips += await relay.lastQueries();
  relay.stop();
  judge('… round trips of its server, without the three handshakes', String(trips), trips <= 5, '≤ 5');
  await server.dropDatabase('fleet_schemas');
}

/** Nothing to do for many databases. @param {import('./fleet-of.mjs').Bench} bench */
export async function databases({ server, databases: count, folders }) {
  const root = writeFleet(3, { shop: { source: { file: 'tenants.json' } } });
  folders.push(root);
  const template = await server.createDatabase('fleet_template');
  const made = await migrate(root, ['upgrade', '--url', template]);
  if (made.code !== 0) throw new Error(made.stderr);
  const names = Array.from({ length: count }, (_, n) => `fleet_db_${n}`);
  for (const name of names) await server.createDatabase(name, 'fleet_template');
  writeFileSync(join(root, 'tenants.json'), JSON.stringify(names.map((name) => ({ id: name, database: name }))));
  const again = await migrate(root, ['fleet', 'upgrade', 'shop', '--url', template]);
  if (again.code !== 0) throw new Error(again.stderr + again.stdout);
  const wall = (again.wallMs / count) * 1_000;
  judge(`${count} databases with nothing to do, wall for 1000 at this pace`, ms(wall), wall <= 30_000, '≤ 30000 ms');
  tell('… CPU', ms(again.cpuMs));
  for (const name of [...names, 'fleet_template']) await server.dropDatabase(name);
}
