import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { cpuOfEnded } from './scratch-server.mjs';

/** @typedef {import('./scratch-server.mjs').ScratchServer} ScratchServer */

const scratch = 'bench_run';

/**
 * One program run on a database of its own.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {boolean} [peer] a tool of Node, to be beaten
 * @property {string} [template] the database to start from; empty when absent
 * @property {boolean} [changesNothing] runs on the template itself, which is left as it was
 * @property {number} [rounds] only in the first so many, for those that are slow and far from what they are compared with
 * @property {(url: string) => readonly string[]} command
 * @property {string} history whose tables count
 * @property {number} tables how many of them there must be afterwards
 * @property {number[]} [walls] milliseconds, one for each turn
 * @property {number[]} [clientCpu] the program's, in milliseconds, one for each turn
 * @property {number[]} [serverCpu] its session's
 * @property {number} [roundTrips] of the last turn, through the relay
 */

/**
 * What is made ready only when its case is measured.
 *
 * @typedef {object} CasePlan
 * @property {string} title
 * @property {() => Promise<Omit<Case, 'title'>>} prepare
 */

/**
 * Entries that take turns; the first one is what the others are measured against.
 *
 * @typedef {object} Case
 * @property {string} title
 * @property {readonly Entry[]} entries
 * @property {number} [turns] in each round; default 1
 * @property {boolean} [relay] through the slow relay
 * @property {readonly { readonly name: string, readonly against?: string, readonly most: number }[]} goals
 */

/**
 * Runs each entry of a case once in each turn, in an order that turns with the rounds, and adds what it took.
 *
 * @param {ScratchServer} server
 * @param {Case} benchCase
 * @param {number} round
 * @param {{ through(url: string): string, lastRoundTrips(): Promise<number> }} relay
 */
export async function measureCase(server, benchCase, round, relay) {
  const { entries, turns = 1 } = benchCase;
  for (let turn = 0; turn < turns; turn += 1) {
    for (let place = 0; place < entries.length; place += 1) {
      const entry = entries[(place + round + turn) % entries.length];
      if (entry === undefined || round >= (entry.rounds ?? Number.POSITIVE_INFINITY)) continue;
      const kept = entry.changesNothing ? entry.template : undefined;
      const database = kept ?? scratch;
      const direct = kept === undefined ? await server.createDatabase(scratch, entry.template) : server.urlOf(kept);
      const [client, session] = [cpuOfEnded('self'), await server.sessionCpu(database)];
      const wall = run(entry.name, entry.command(benchCase.relay ? relay.through(direct) : direct));
      entry.walls = [...(entry.walls ?? []), wall];
      entry.clientCpu = [...(entry.clientCpu ?? []), cpuOfEnded('self') - client];
      entry.serverCpu = [...(entry.serverCpu ?? []), (await server.sessionCpu(database)) - session];
      if (benchCase.relay) entry.roundTrips = await relay.lastRoundTrips();
      await verify(server, entry, database);
    }
  }
  await server.dropDatabase(scratch);
}

/**
 * Runs a program to its end; its standard output goes nowhere.
 *
 * @param {string} name
 * @param {readonly string[]} command
 * @returns {number} milliseconds from before its start to its end
 */
export function run(name, [program = '', ...args]) {
  // With this variable Node parses a bundle of certificates at every start: 70 ms that are nobody's fault here. PG* and the URLs name other servers.
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^(?:NODE_EXTRA_CA_CERTS|PG.*|DATABASE_URL|SERVICE_CONFIG_PATH)$/.test(key),
  );
  const env = { ...Object.fromEntries(inherited), NO_COLOR: '1', PGSSLMODE: 'disable', PGGSSENCMODE: 'disable' };
  const began = performance.now();
  const { status, stderr, error } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const wall = performance.now() - began;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${error?.message ?? stderr}`);
  return wall;
}

/**
 * A tool that does nothing would be quick.
 *
 * @param {ScratchServer} server
 * @param {Entry} entry
 * @param {string} database
 */
export async function verify(server, { name, history, tables }, database) {
  const [found] = await server.query(
    database,
    `select count(*)::int from pg_tables where schemaname = 'public' and tablename ~ '${history}'`,
  );
  if (found !== tables) throw new Error(`${name} left ${found} tables, not ${tables}`);
}
