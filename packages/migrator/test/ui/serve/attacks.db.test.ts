import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { openUi } from '../support/open-ui.ts';

test('attacks by the wire are refused', async () => {
  const project = sliceWorkspace();
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  const ui = await openUi(project.root, { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
  const attacks: readonly (readonly [path: string, headers: Readonly<Record<string, string>>, method?: string])[] = [
    ['/', { cookie: '' }],
    ['/events', { cookie: '' }],
    ['/assets/page.js', { cookie: '' }],
    ['/', { host: 'evil.example' }],
    ['/', { origin: 'https://evil.example' }],
    ['/', {}, 'POST'],
    ['/databases', {}, 'DELETE'],
    ['/assets/../../package.json', {}],
    ['/assets/..%2f..%2fpackage.json', {}],
    ['/assets/%2e%2e/%2e%2e/package.json', {}],
    ['/assets/..\\..\\package.json', {}],
    ['/../../../../etc/passwd', {}],
    ['//evil.example/', {}],
    ['/%00', {}],
    ['/revisions/..%2f..%2f..%2fpackage.json', {}],
    [`/?slice=${'x'.repeat(20_000)}`, {}],
    [`/${'%41'.repeat(5_000)}`, {}],
  ];
  for (const [path, headers, method] of attacks) {
    const { status, text } = await ui.get(path, headers, method);
    expect([path.slice(0, 60), method, status >= 400 && status < 500], text).toEqual([path.slice(0, 60), method, true]);
    expect(text).not.toContain('"workspaces"');
    expect(text).not.toContain('root:');
  }
  // Of strange words nothing breaks.
  for (const path of [
    '/schema?at=%00',
    '/later/schema?at=%27%3B--',
    '/later/schema?at=environment:x',
    '/revisions/%E2%80%AE',
    '/databases/%3Cscript%3E',
    '/later/join/x',
    '/later/difference/x',
    '/later/health/x',
    '/?slice=x&slice=%3Cb%3E',
  ]) {
    const { status, text } = await ui.get(path);
    expect([path, [200, 404, 409].includes(status)], text).toEqual([path, true]);
    expect(text).not.toMatch(/<b>|\u202e|<script>/);
  }
  expect(ui.failures).toEqual([]);
});

/** What the server answers to exactly these bytes, until it hangs up. */
function raw(port: number, sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    socket.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

test('what no browser sends is refused, too', async () => {
  const project = sliceWorkspace();
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  const ui = await openUi(project.root, { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
  const host = `127.0.0.1:${ui.port}`;
  const end = `Cookie: ${ui.cookie}\r\nConnection: close\r\n\r\n`;
  expect(await raw(ui.port, `GET / HTTP/1.1\r\nHost: ${host}\r\n${end}`)).toMatch(/^HTTP\/1.1 200 [\s\S]*aaaa1111/);
  const attacks: Readonly<Record<string, string>> = {
    'no host': `GET / HTTP/1.1\r\n${end}`,
    'an old version without a host': `GET / HTTP/1.0\r\n${end}`,
    'a foreign host before ours': `GET / HTTP/1.1\r\nHost: evil.example\r\nHost: ${host}\r\n${end}`,
    'a whole foreign address': `GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n${end}`,
    'a host with a user': `GET / HTTP/1.1\r\nHost: evil.example@${host}\r\n${end}`,
    'a forwarded host': `GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: ${host}\r\n${end}`,
    'a web socket of another page': `GET /events HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://evil.example\r\nUpgrade: websocket\r\n${end}`,
    'a method of its own': `BREW / HTTP/1.1\r\nHost: ${host}\r\n${end}`,
    'TRACE, which would give the cookie back': `TRACE / HTTP/1.1\r\nHost: ${host}\r\n${end}`,
    'a tunnel': `CONNECT 127.0.0.1:5432 HTTP/1.1\r\nHost: ${host}\r\n${end}`,
    'a method that overrides another': `POST / HTTP/1.1\r\nHost: ${host}\r\nX-HTTP-Method-Override: GET\r\nContent-Length: 0\r\n${end}`,
    'headers without an end': `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(100_000)}\r\n${end}`,
    'two lengths': `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n${end}`,
    'an address that is none': `GET http://[::1 HTTP/1.1\r\nHost: ${host}\r\n${end}`,
    'bytes that are no request': '\u0016\u0003\u0001\u0000\r\n\r\n',
  };
  for (const [what, sent] of Object.entries(attacks)) {
    const answer = await raw(ui.port, sent);
    // A connection that is closed without a word is a refusal as well.
    expect([what, /^(?:HTTP\/1\.1 4\d\d |$)/.test(answer)], answer.slice(0, 300)).toEqual([what, true]);
    expect(answer, what).not.toMatch(/aaaa1111|braid_ui_/);
  }
  expect(ui.failures).toEqual([]);
});

test('an unexpected error is told in the terminal, and on the page only that there was one', async () => {
  const project = sliceWorkspace();
  project.revision('aaaa1111', '', { up: 'create table t (id int);', down: 'drop table t;' });
  const secret = 'postgres://app:hunter2@db/prod';
  const typed = (): string => {
    throw new Error(`cannot print for ${secret}`);
  };
  const ui = await openUi(project.root, { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, { typed });
  for (const path of ['/', '/revisions/aaaa1111', '/databases/DATABASE_URL', '/later/drift/DATABASE_URL']) {
    const { status, text, headers } = await ui.get(path);
    expect([path, status]).toEqual([path, 500]);
    expect(text).toBe('Internal error. The terminal of `migrate ui` shows it.\n');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  }
  expect(ui.failures.map(String)).toEqual(Array(4).fill(`Error: cannot print for ${secret}`));
  // It goes on with what is not affected.
  expect((await ui.get('/assets/page.css')).status).toBe(200);
});
