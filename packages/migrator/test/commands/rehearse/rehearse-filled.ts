import pg from 'pg';
import { expect } from 'vitest';
import { openRehearsals } from '../../../src/adapters/rehearsal/open-rehearsals.ts';
import { type RehearseOptions, rehearse } from '../../../src/commands/rehearse/rehearse.ts';
import type { RehearseResult } from '../../../src/commands/rehearse/rehearse-result.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { withWorkbench } from '../../../src/wiring/with-workbench.ts';
import { runCli } from '../../cli/run-cli.ts';

/** What the copy has, as if it had been copied. */
interface Filling {
  readonly root: string;
  /** The revision that it is at. */
  readonly at: string;
  /** SQL. */
  readonly rows: string;
  /** Of the server of the copy; default: an embedded one of its own. */
  readonly shadowUrl?: string;
}

/** Rehearses on a database that is made by the revisions and filled, instead of a copy, for which pg_dump is needed. */
export async function rehearseFilled(
  { root, at, rows, shadowUrl }: Filling,
  options: RehearseOptions = {},
): Promise<{ readonly result: RehearseResult; readonly told: string }> {
  const events: unknown[] = [];
  const stop = createStopSignal();
  const maker = { host: 'test', pid: process.pid };
  const asked = { root, source: () => Promise.reject(new Error('nothing is copied')), shadowUrl, variables: {} };
  const rehearsals = openRehearsals(
    { ...asked, stop, maker, stateSchema: 'braid', toolVersion: 'test' },
    async (_options, _request, { kind, url }) => {
      expect(await runCli(['upgrade', at, '--url', url], { cwd: root })).toMatchObject({ exitCode: 0 });
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(rows);
      } finally {
        await client.end();
      }
      const nothing = { tables: 0, bytes: 0, durationMs: 0, sampled: [], masked: [], leftOut: [] };
      return { ...nothing, sourceVersion: '18', server: { kind, version: '18' } };
    },
  );
  const result = await withWorkbench(
    { cwd: root, variables: {}, runs: 'rehearse', stop, onEvent: (event) => events.push(event) },
    // A dump is asked for, so that no database is looked for.
    (bench) => rehearse({ ...bench, rehearsals: async () => rehearsals }, { ...options, dump: 'filled' }),
  );
  return { result, told: JSON.stringify([events, result]) };
}
