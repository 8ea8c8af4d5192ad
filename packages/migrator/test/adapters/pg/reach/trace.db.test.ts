import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../../src/adapters/pg/reach/connect.ts';
import { ScriptQuery } from '../../../../src/adapters/pg/run/script-query.ts';
import { TRACE_CHANNELS } from '../../../../src/ports/trace.ts';
import { SETS_CREDENTIAL } from '../../../sql/secrets/sets-credential.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';

/** All that is told from here to the end of the test. */
function told(): { name: string; message: object }[] {
  const all: { name: string; message: object }[] = [];
  const hear = (message: unknown, name: string | symbol): void => {
    all.push({ name: String(name), message: Object(message) });
  };
  for (const name of Object.values(TRACE_CHANNELS)) subscribe(name, hear);
  onTestFinished(() => {
    for (const name of Object.values(TRACE_CHANNELS)) unsubscribe(name, hear);
  });
  return all;
}

test('tries to connect and statements are reported, with what failed and how long it took', async () => {
  const { url } = await freshDatabase();
  const all = told();
  const client = await connect({ url, source: 'test' });
  const script = new ScriptQuery('select 1; select nope');
  client.query(script);
  await script.answer;
  await client.query('select $1::int', [7]);
  await client.end();
  const took = { durationMs: expect.any(Number) };
  const { host, port } = new URL(url);
  expect(all.at(0)).toEqual({
    name: TRACE_CHANNELS.connection,
    message: { address: expect.stringMatching(new RegExp(`:${port}$`)), handshake: expect.any(String), ...took },
  });
  expect(host).not.toBe('');
  expect(all.filter(({ name }) => name === TRACE_CHANNELS.sql).map(({ message }) => message)).toEqual([
    { sql: 'select 1; select nope', ...took, failure: 'column "nope" does not exist (42703)' },
    { sql: 'select $1::int', ...took },
  ]);
});

test('an address that does not answer is reported with the reason, never with the password', async () => {
  const all = told();
  const url = 'postgres://ann:c4n4ry-long@127.0.0.1:1/shop';
  await expect(connect({ url, source: 'test' })).rejects.toThrow();
  expect(all.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ address: '127.0.0.1:1', failure: expect.stringMatching(/ECONNREFUSED/) }),
    ]),
  );
  expect(JSON.stringify(all)).not.toContain('c4n4ry');
});

test('no credential is reported, in whatever company its statement is and however it fails', async () => {
  const { url } = await freshDatabase();
  const all = told();
  const client = await connect({ url, source: 'test' });
  onTestFinished(() => client.end());
  const harmless = ['select 1', "select 'a;b'", 'create temp table t (id int)', 'selec 1', ''];
  for (const sql of SETS_CREDENTIAL) {
    for (const before of harmless) {
      for (const after of harmless) {
        // Nothing of it is to happen; what is wrong with it is said all the same.
        const script = new ScriptQuery(`begin; ${[before, sql, after].filter(Boolean).join('; ')}; rollback`);
        client.query(script);
        await script.answer;
        await client.query('rollback');
      }
    }
  }
  const lines = all.map((line) => JSON.stringify(line));
  expect(lines.length).toBeGreaterThan(2 * harmless.length ** 2 * SETS_CREDENTIAL.length);
  expect(lines.join('\n')).toContain('***');
  expect(lines.filter((line) => line.includes('c4n4ry'))).toEqual([]);
});
