import { randomBytes } from 'node:crypto';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { openSqlParser } from '../../../src/adapters/parser/pg-parser.ts';
import type { FleetRunBench } from '../../../src/commands/fleet/fleet-bench.ts';
import { DatabaseReadOnlyError } from '../../../src/errors/database/server-errors.ts';
import type { RunnerEvent } from '../../../src/execute/runner-event.ts';
import { defaultRunnerOptions } from '../../../src/execute/runner-options.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { type FleetSettings, WHOLE_FLEET } from '../../../src/fleet/fleet-settings.ts';
import type { TenantLook } from '../../../src/fleet/ledger-state.ts';
import type { Tenant } from '../../../src/fleet/tenant.ts';
import type { FleetTools } from '../../../src/ports/fleet/fleet-tools.ts';
import { InMemoryDatabase } from '../../../src/testing/in-memory-database.ts';
import { graphOf } from '../../../src/wiring/graph-of.ts';
import { settingsOf } from '../../../src/wiring/settings-of.ts';
import { type SmallRevision, smallWorkspace } from '../small-workspace.ts';
import { memoryStore } from './memory-store.ts';

export const REVISIONS: readonly SmallRevision[] = [
  {
    id: 'a1',
    slice: 'shop',
    header: '-- branch-label: shop\n',
    up: 'create table a (id int);',
    down: '-- migrate:downgrade\ndrop table a;',
  },
  {
    id: 'a2',
    slice: 'shop',
    header: '-- revises: a1\n',
    up: 'create table b (id int);',
    down: '-- migrate:downgrade\ndrop table b;',
  },
];

/** A fleet whose tenants are databases in memory. */
export async function memoryFleet(size: number, given: Partial<FleetSettings> = {}) {
  const workspace = openWorkspace(smallWorkspace(REVISIONS));
  const parser = await openSqlParser();
  const tenants = Array.from({ length: size }, (_, index): Tenant => {
    const attributes = { tier: index < 3 ? 'canary' : 'plain' };
    return { id: `t${index}`, schema: `t${index}`, database: undefined, attributes };
  });
  const databases = new Map<string, InMemoryDatabase>();
  const databaseOf = (id: string): InMemoryDatabase => {
    const database = databases.get(id) ?? new InMemoryDatabase();
    databases.set(id, database);
    return database;
  };
  /** Tenants that cannot be written to. */
  const failing = new Set<string>();
  const [store, events]: [ReturnType<typeof memoryStore>, RunnerEvent[]] = [memoryStore(), []];
  const seen = { atOnce: 0, most: 0 };
  const empty: TenantLook = { kind: 'state', state: { initialized: false, applied: [], begun: [] } };
  const settings: FleetSettings = {
    ...{
      waves: WHOLE_FLEET,
      concurrency: { perServer: 8, total: 32 },
      budget: { failed: { percent: 1 }, consecutive: 3 },
    },
    ...{ stateSchema: 'braid_{schema}', searchPath: [], trustUnread: false, engine: 'local', ...given },
  };
  const tools: FleetTools = {
    ...{ name: 'shop', settings, source: 'memory', store, protectedEnvironment: undefined },
    target: { display: 'memory', source: 'test' },
    readTenants: async () => tenants,
    async look(some) {
      const looks = new Map<string, TenantLook>();
      for (const { id } of some) {
        const database = databases.get(id);
        const { initialized, applied } =
          database === undefined ? { initialized: false, applied: [] } : await database.readState();
        const rows = applied.map(({ revision, checksum }) => ({ revision, checksum }));
        looks.set(id, initialized ? { kind: 'state', state: { initialized, applied: rows, begun: [] } } : empty);
      }
      return looks;
    },
    missingShared: async () => [],
    queue: async () => undefined,
    serverOf: ({ id }) => `server ${id.at(-1)}`,
    async withTenant({ id }, work) {
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      try {
        // Others are to begin meanwhile, as they do while a server works.
        await new Promise(setImmediate);
        if (failing.has(id)) throw new DatabaseReadOnlyError({ target: id, reason: 'standby' });
        return await work(databaseOf(id));
      } finally {
        seen.atOnce -= 1;
      }
    },
    make: async () => true,
    unhealthy: async () => undefined,
  };
  const stop = createStopSignal();
  const code = { dataRunner: () => Promise.reject(new Error('there is no code')) };
  const bench: FleetRunBench = {
    ...{ workspace, graph: graphOf(workspace), toolVersion: 'test', settings: settingsOf({}) },
    fleet: async () => tools,
    parser: async () => parser,
    ambient: { now: () => new Date(), randomBytes: (length) => randomBytes(length) },
    runner: {
      ...{ ...code, options: defaultRunnerOptions, stop, runs: 'test', identity: { host: 'test', pid: process.pid } },
      onEvent: (event) => events.push(event),
    },
    anotherCode: () => code,
    precautions: async () => undefined,
    safety: {
      ...{ protectedEnvironment: async () => undefined, confirmer: undefined, yes: false, confirm: undefined },
      ...{ agent: undefined, command: 'test' },
    },
  };
  return { bench, tools, store, events, failing, seen, stop, databases };
}
