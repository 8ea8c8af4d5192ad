import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { alertBody } from '../../../src/adapters/http/alert-body.ts';
import { postAlert } from '../../../src/adapters/http/post-alert.ts';
import type { Alert } from '../../../src/state/alert.ts';
import { openReceiver } from './receiver.ts';

async function receiver(answer: (response: ServerResponse, n: number) => void) {
  const opened = await openReceiver(answer);
  onTestFinished(() => opened.close());
  return opened;
}

const OPTIONS = { body: '{"a":"é"}', secret: 's3cret', limitMs: 20_000, pauseMs: 1 };

test('what arrives is signed with the time and the body, and each try is the same delivery', async () => {
  const { url, received } = await receiver((response, n) => response.writeHead(n < 3 ? 503 : 204).end());
  expect(await postAlert({ ...OPTIONS, url })).toBeUndefined();
  expect(received).toHaveLength(3);
  for (const { headers, body } of received) {
    const signed = createHmac('sha256', 's3cret').update(`${headers['x-braid-timestamp']}.${body}`).digest('hex');
    expect(headers['x-braid-signature']).toBe(`v1=${signed}`);
    expect(body).toBe(OPTIONS.body);
  }
  expect(new Set(received.map(({ headers }) => headers['x-braid-delivery'])).size).toBe(1);
});

test('without a secret nothing is signed', async () => {
  const { url, received } = await receiver((response) => response.end());
  expect(await postAlert({ ...OPTIONS, url, secret: undefined })).toBeUndefined();
  expect(received[0]?.headers).not.toHaveProperty('x-braid-signature');
});

test.each([
  [400, 1, 'it answers 400'],
  [401, 1, 'it answers 401'],
  [404, 1, 'it answers 404'],
  [429, 3, 'it answers 429'],
  [408, 3, 'it answers 408'],
  [500, 3, 'it answers 500'],
  [503, 3, 'it answers 503'],
])('status %i: %i tries', async (status, tries, why) => {
  const { url, received } = await receiver((response) => response.writeHead(status).end('secret-path'));
  expect(await postAlert({ ...OPTIONS, url })).toBe(why);
  expect(received).toHaveLength(tries);
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
  const other = await receiver((response) => response.end());
  const { url } = await receiver((response) => response.writeHead(status, { location: other.url }).end());
  expect(await postAlert({ ...OPTIONS, url })).toBe(`it answers with a redirect (${status}), which is not followed`);
  expect(other.received).toEqual([]);
});

test('one that never answers, or never ends its answer, is given up within the limit', async () => {
  const silent = await receiver(() => {});
  expect(await postAlert({ ...OPTIONS, url: silent.url, limitMs: 50 })).toBe('no answer within 50 ms');
  const endless = await receiver((response) => response.writeHead(200).write('x'));
  expect(await postAlert({ ...OPTIONS, url: endless.url })).toBeUndefined();
  const slow = await receiver((response) => response.writeHead(503).end());
  const why = await postAlert({ ...OPTIONS, url: slow.url, limitMs: 200, pauseMs: 60_000 });
  expect(why).toBe('it answers 503, and no more time to try again');
});

test('one that refuses, cuts off or answers nonsense is told by a code, without the path', async () => {
  const closed = await receiver((response) => response.end());
  await closed.close();
  expect(await postAlert({ ...OPTIONS, url: closed.url })).toBe('it cannot be reached (ECONNREFUSED)');
  const cut = await receiver((response) => response.socket?.destroy());
  expect(await postAlert({ ...OPTIONS, url: cut.url })).toMatch(/^it cannot be reached( \(\w+\))?$/);
  expect(cut.received).toHaveLength(3);
  const nonsense = await receiver((response) => response.socket?.end('nonsense\r\n\r\n'));
  expect(await postAlert({ ...OPTIONS, url: nonsense.url })).toMatch(/^it cannot be reached( \(\w+\))?$/);
});

test('a message for a chat names nobody that the text does not mean to name', () => {
  const alert: Alert = {
    ...{ version: 1, kind: 'failed', at: '', environment: null, run: null },
    ...{ title: 'a <!channel> & b', text: 'line 1\nline 2' },
  };
  expect(JSON.parse(alertBody(alert, 'json'))).toEqual(alert);
  expect(JSON.parse(alertBody(alert, 'slack'))).toEqual({
    text: '*a &lt;!channel&gt; &amp; b*\nline 1\nline 2',
  });
  expect(JSON.parse(alertBody({ ...alert, text: '' }, 'teams')).attachments[0].content.body).toEqual([
    { type: 'TextBlock', text: alert.title, weight: 'Bolder', wrap: true },
  ]);
});
