import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { cookieName, guard, SECURITY_HEADERS } from '../../../src/ui/serve/guard.ts';

const TOKEN = 'the-token';
const SESSION = 'the-session';
const PORT = 4711;
const COOKIE = `${cookieName(PORT)}=${SESSION}`;
const HOST = `127.0.0.1:${PORT}`;

function app(hosts: readonly string[] = ['127.0.0.1']): Hono {
  const made = new Hono();
  made.use(guard({ token: TOKEN, session: SESSION, port: PORT, hosts }));
  made.all('*', () => new Response('the secret page'));
  return made;
}

const ask = async (path: string, headers: Readonly<Record<string, string>>, method = 'GET') =>
  await app().request(`http://${HOST}${path}`, { method, headers: { host: HOST, ...headers } });

test('with the cookie, by a name of this machine, a page is shown', async () => {
  for (const host of [HOST, `localhost:${PORT}`, `[::1]:${PORT}`]) {
    const answer = await ask('/', { host, cookie: COOKIE, 'sec-fetch-site': 'same-origin' });
    expect([answer.status, await answer.text()]).toEqual([200, 'the secret page']);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer.headers.get(name)).toBe(value);
  }
});

test('the token becomes a cookie, and does not stay in the address', async () => {
  const answer = await ask(`/?token=${TOKEN}`, {});
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/');
  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toContain(`${cookieName(PORT)}=${SESSION}`);
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Strict/i);
  expect(cookie).not.toContain(TOKEN);
});

test.each<[string, number, string, Readonly<Record<string, string>>, string?]>([
  ['no token and no cookie', 403, '/', {}],
  ['a wrong token', 403, '/?token=the-tokeN', {}],
  ['an empty token', 403, '/?token=', { cookie: COOKIE }],
  ['a wrong cookie', 403, '/', { cookie: `${cookieName(PORT)}=x` }],
  ['the cookie of another port', 403, '/', { cookie: `${cookieName(1)}=${SESSION}` }],
  ['the token as the cookie', 403, '/', { cookie: `${cookieName(PORT)}=${TOKEN}` }],
  ['a foreign host', 421, '/', { cookie: COOKIE, host: `evil.example:${PORT}` }],
  ['a foreign host with the token', 421, `/?token=${TOKEN}`, { host: `evil.example:${PORT}` }],
  ['our host at another port', 421, '/', { cookie: COOKIE, host: '127.0.0.1:1' }],
  ['our host without a port', 421, '/', { cookie: COOKIE, host: '127.0.0.1' }],
  ['a host that begins like ours', 421, '/', { cookie: COOKIE, host: `127.0.0.1.evil.example:${PORT}` }],
  ['a foreign origin', 403, '/', { cookie: COOKIE, origin: 'https://evil.example' }],
  ['the origin of a sandbox', 403, '/', { cookie: COOKIE, origin: 'null' }],
  ['our origin by another scheme', 403, '/', { cookie: COOKIE, origin: `https://${HOST}` }],
  ['another port of this machine', 403, '/', { cookie: COOKIE, origin: 'http://127.0.0.1:3000' }],
  ['a frame or an image of another site', 403, '/', { cookie: COOKIE, 'sec-fetch-site': 'cross-site' }],
  ['another port by the browser', 403, '/', { cookie: COOKIE, 'sec-fetch-site': 'same-site' }],
  ['POST', 405, '/', { cookie: COOKIE }, 'POST'],
  ['PUT', 405, '/', { cookie: COOKIE }, 'PUT'],
  ['DELETE', 405, '/', { cookie: COOKIE }, 'DELETE'],
  ['PATCH', 405, '/', { cookie: COOKIE }, 'PATCH'],
  ['OPTIONS, which asks for CORS', 405, '/', { cookie: COOKIE, origin: 'https://evil.example' }, 'OPTIONS'],
  ['a huge query', 414, `/?x=${'y'.repeat(10_000)}`, { cookie: COOKIE }],
  ['a huge path', 414, `/${'y'.repeat(10_000)}`, { cookie: COOKIE }],
])('%s is refused with %i', async (_what, status, path, headers, method) => {
  const answer = await ask(path, headers, method);
  expect(answer.status).toBe(status);
  expect(await answer.text()).not.toContain('secret');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer.headers.get(name)).toBe(value);
});

test('a host that was named is a name of the server', async () => {
  const headers = { host: `build.local:${PORT}`, cookie: COOKIE };
  expect((await app(['build.local']).request('/', { headers })).status).toBe(200);
});
