import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { connect } from '../../../../src/adapters/pg/reach/connect.ts';
import { requireSettings } from '../../../../src/adapters/pg/reach/start-session.ts';

const SETTINGS = { timezone: 'Asia/Tokyo', datestyle: 'SQL, YMD', lock_timeout: '7s', 'braid.odd': 'a \\ b  c' };
const SHOW = `select current_setting('timezone') as timezone, current_setting('datestyle') as datestyle,
  current_setting('lock_timeout') as lock_timeout, current_setting('braid.odd', true) as odd`;
const ASKED = [{ timezone: 'Asia/Tokyo', datestyle: 'SQL, YMD', lock_timeout: '7s', odd: 'a \\ b  c' }];

test('a session begins with the settings that are asked for, whatever the URL says, and RESET comes back to them', async () => {
  const url = `${inject('postgresUrl')}?options=${encodeURIComponent('-c lock_timeout=1s -c timezone=UTC')}`;
  const client = await connect({ url, source: 'test', settings: SETTINGS });
  onTestFinished(() => client.end());
  expect((await client.query(SHOW)).rows).toEqual(ASKED);
  await client.query('set lock_timeout = 0; reset all');
  expect((await client.query(SHOW)).rows).toEqual(ASKED);
});

test.each([
  ['ignores', false],
  ['refuses', true],
])('they are set where a pooler %s what is asked for', async (_, refused) => {
  const client = new pg.Client(inject('postgresUrl'));
  const settle = requireSettings(client, refused ? { lock_timeout: '7s' } : SETTINGS, refused);
  await client.connect();
  onTestFinished(() => client.end());
  await settle();
  expect((await client.query(SHOW)).rows).toMatchObject(refused ? [{ lock_timeout: '7s' }] : ASKED);
});
