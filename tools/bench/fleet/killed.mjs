import { judge, ms, tell } from '../goals.mjs';
import { schemaFleet } from './fleet-of.mjs';
import { migrate } from './migrate.mjs';
import { notWhole } from './whole.mjs';

const TENANTS = 60;
const REVISIONS = 10;

/** The coordinator is killed again and again; what it began is judged by the log of each tenant. @param {import('./fleet-of.mjs').Bench} bench */
export async function killed(bench) {
  const { server, kills } = bench;
  const { url, root, schemas } = await schemaFleet(bench, 'fleet_killed', TENANTS, REVISIONS);
  let died = 0;
  /** @type {number[]} */
  const takeovers = [];
  const target = `--url=${url}`;
  const sleep = (/** @type {number} */ most) => 250 + Math.round(Math.random() * most);
  for (let round = 0; died < kills && round < kills * 3; round += 1) {
    const down = round > 0 && (await migrate(root, ['fleet', 'status', 'shop', target, '--json']));
    const isWhole = down !== false && JSON.parse(down.stdout).behind === 0;
    // Backwards when all is done, so that there is always something to interrupt.
    if (isWhole) {
      const back = await migrate(root, ['fleet', 'downgrade', 'shop', 'base', target]);
      if (back.code !== 0) throw new Error(back.stderr + back.stdout);
    }
    const run = await migrate(root, ['fleet', 'upgrade', 'shop', target], { killAfterMs: sleep(1_500) });
    if (run.signal === 'SIGKILL') died += 1;
  }
  const began = performance.now();
  const last = await migrate(root, ['fleet', 'upgrade', 'shop', target]);
  takeovers.push(performance.now() - began);
  if (last.code !== 0) throw new Error(last.stderr + last.stdout);
  const wrong = await notWhole(bench, 'fleet_killed', schemas, REVISIONS);
  const text = `${wrong.length} of ${TENANTS}`;
  judge(`${died} kills -9 of the coordinator: tenants that are not whole`, text, wrong.length === 0, '0', {
    isExact: true,
  });
  tell('… the last run, with taking over (lease 3 s)', takeovers.map(ms).join(', '));
  await server.dropDatabase('fleet_killed');
}
