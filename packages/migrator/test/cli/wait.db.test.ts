import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { revisionText, writeTree } from '../adapters/fs/write-tree.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { runCli } from './run-cli.ts';

/** What a server says while it recovers: ErrorResponse with severity, SQLSTATE and message. */
function startingUp(): Buffer {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0');
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** A server that closes its first connection, says to two that it starts up, and is the given one afterwards. */
async function slowStart(serverUrl: string): Promise<string> {
  const target = new URL(serverUrl);
  let connections = 0;
  const server = createServer((client) => {
    client.on('error', () => {});
    connections += 1;
    if (connections === 1) client.resetAndDestroy();
    else if (connections <= 3) client.once('data', () => client.end(startingUp()));
    else {
      const upstream = connect(Number(target.port), target.hostname);
      upstream.on('error', () => client.destroy());
      client.on('close', () => upstream.destroy());
      client.pipe(upstream).pipe(client);
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${address.port}`;
  url.searchParams.set('sslmode', 'disable');
  return url.href;
}

const FILES = {
  'nx.json': '{}',
  'features/events/slice.json': '{ "label": "events", "schema": null }',
  'features/events/migrations/a.sql': revisionText('a1', '-- branch-label: events\n-- message: one'),
};

test('upgrade and status wait for a server that is not up yet, and say what for', async () => {
  const cwd = writeTree(FILES);
  const { url } = await freshDatabase();
  const env = { DATABASE_URL: await slowStart(url) };
  const upgraded = await runCli(['upgrade', 'heads', '--wait', '60s'], { cwd, env });
  expect(upgraded).toMatchObject({ exitCode: 0 });
  expect(upgraded.stderr.split('\n').filter((line) => line.startsWith('waiting for postgres://'))).toEqual([
    expect.stringMatching(/ of 1 min 0 s\): /),
    expect.stringMatching(/ of 1 min 0 s\): the database system is starting up$/),
  ]);
  const status = await runCli(['status', '--check', '--wait', '60s', '--json'], {
    cwd,
    env: { DATABASE_URL: await slowStart(url) },
  });
  expect(status).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('"upToDate": true') });
  expect(JSON.parse(status.stderr.split('\n')[0] ?? '')).toMatchObject({ type: 'waiting-for-server', limitMs: 60_000 });
  // Without --wait one answer is enough.
  expect(await runCli(['status'], { cwd, env: { DATABASE_URL: await slowStart(url) } })).toMatchObject({ exitCode: 1 });
});

test.each([
  ['postgres://app@127.0.0.1:1/app', 'ECONNREFUSED'],
  ['postgres://app@nowhere.invalid/app', 'ENOTFOUND|EAI_AGAIN'],
])('%s: when the time is up, it is the error that it would have been', async (DATABASE_URL, reason) => {
  const cwd = writeTree(FILES);
  const { exitCode, stderr } = await runCli(['upgrade', '--wait', '300ms'], { cwd, env: { DATABASE_URL } });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(new RegExp(`^waiting for .*(${reason})`));
  expect(stderr).toMatch(/^error \[database-host-unreachable\]/m);
});
