import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serveMetrics } from '../../../src/adapters/http/serve-metrics.ts';
import { CannotListenError } from '../../../src/errors/usage/cannot-listen-error.ts';

async function serving(body: () => Promise<string>, host = '127.0.0.1') {
  const server = await serveMetrics({ host, port: 0, type: 'text/plain', body });
  onTestFinished(() => server.close());
  return server.url;
}

test('answers /metrics and nothing else', async () => {
  const url = await serving(async () => 'a 1\n');
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const answered = await fetch(`${url}?x=1`);
  expect([answered.status, answered.headers.get('content-type'), await answered.text()]).toEqual([
    200,
    'text/plain',
    'a 1\n',
  ]);
  expect((await fetch(new URL('/', url))).status).toBe(404);
  expect((await fetch(url, { method: 'POST', body: 'x' })).status).toBe(405);
  expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('');
});

test('a failure of one answer ends that connection only', async () => {
  let fails = true;
  const url = await serving(async () => {
    if (fails) throw new Error('no');
    return 'a 1\n';
  });
  await expect(fetch(url)).rejects.toThrow();
  fails = false;
  expect((await fetch(url)).status).toBe(200);
});

test('a port that is taken, and a host that is none of this machine', async () => {
  const url = await serving(async () => '');
  const again = serveMetrics({ host: '127.0.0.1', port: Number(new URL(url).port), type: '', body: async () => '' });
  await expect(again).rejects.toMatchObject({ code: 'cannot-listen', facts: { reason: 'EADDRINUSE' } });
  const elsewhere = serveMetrics({ host: '192.0.2.1', port: 0, type: '', body: async () => '' });
  await expect(elsewhere).rejects.toBeInstanceOf(CannotListenError);
});

test('closing does not wait for clients that say nothing', async () => {
  const server = await serveMetrics({ host: '127.0.0.1', port: 0, type: '', body: async () => '' });
  const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
  silent.on('error', () => {});
  await new Promise((resolve) => silent.once('connect', resolve));
  await server.close();
  silent.destroy();
});
