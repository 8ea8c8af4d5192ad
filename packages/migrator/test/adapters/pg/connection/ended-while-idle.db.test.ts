import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { Session } from '../../../../src/adapters/pg/connection/session.ts';
import { connect } from '../../../../src/adapters/pg/reach/connect.ts';
import { howItEnded } from '../../../../src/adapters/pg/reach/how-it-ended.ts';
import { Script } from '../../../../src/adapters/pg/run/script.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';

/** Not `once` of node:events, which rejects when the client says why. */
const endOf = (client: Client) => new Promise<void>((resolve) => client.once('end', resolve));

test.each([
  ['57P01', 'an administrator ends it', ''],
  ['57P05', 'a limit of idle sessions ends it', '?options=-c%20idle_session_timeout%3D50ms'],
])(
  '%s: what the server said to an idle session is what the next statement fails with (%s)',
  async (code, _, options) => {
    const { url, query } = await freshDatabase();
    const session = await Session.open({ url: url + options, source: 'test' });
    const end = endOf(session.client);
    if (options === '') await query(`select pg_terminate_backend(${session.processId})`);
    await end;
    const script = new Script();
    script.add('select 1');
    const { failed } = await session.run(script);
    expect(failed).toMatchObject({ index: 0, failure: { sqlState: code, connectionLost: true } });
    await session.close();
  },
);

test('it is also known of a client that no session has yet', async () => {
  const { url } = await freshDatabase();
  const client = await connect({ url: `${url}?options=-c%20idle_session_timeout%3D50ms`, source: 'test' });
  await endOf(client);
  expect(howItEnded(client)).toMatchObject({ code: '57P05', severity: 'FATAL' });
});
