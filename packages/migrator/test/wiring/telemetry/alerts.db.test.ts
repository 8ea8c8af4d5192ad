import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeTree } from '../../adapters/fs/write-tree.ts';
import { openReceiver } from '../../adapters/http/receiver.ts';
import { runCli } from '../../cli/run-cli.ts';
import { freshDatabase } from '../../support/fresh-database.ts';

const revision = (id: string, revises: string, up: string) =>
  `-- revision: ${id}\n-- revises: ${revises}\n${revises === '' ? '-- branch-label: events\n' : ''}-- message: m\n\n-- migrate:upgrade\n${up};\n\n-- migrate:downgrade\nselect 1;\n`;

async function workspace(notify: readonly object[], more: object = {}) {
  const { url, query } = await freshDatabase();
  const root = writeTree({
    'migrate.config.json': JSON.stringify({ notify, ...more }),
    'features/events/slice.json': '{ "label": "events" }',
    'features/events/migrations/a.sql': revision('one', '', 'create table t (id int)'),
    'features/events/migrations/b.sql': revision('two', 'one', 'select 1 / 0'),
  });
  const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runCli(argv, { cwd: root, env: { DATABASE_URL: url, ...env } });
  return { root, url, query, run };
}

async function receiver(answer: (response: ServerResponse, n: number) => void = (response) => response.end()) {
  const opened = await openReceiver(answer);
  onTestFinished(() => opened.close());
  return opened;
}

test('a failed run, a rollback, a slow run and drift are reported to whom the configuration names', async () => {
  const json = await receiver();
  const chat = await receiver();
  const { run, query } = await workspace([
    { on: ['failed', 'downgrade', 'drift'], url: json.url, secretVariable: 'ALERT_SECRET' },
    { on: ['slow>1ms'], urlVariable: 'CHAT_URL', format: 'slack' },
    { on: ['failed'], url: json.url, environments: ['production'] },
  ]);
  const env = { ALERT_SECRET: 's3cret', CHAT_URL: chat.url };
  const failed = await run(['upgrade'], env);
  expect(failed.exitCode).toBe(1);
  expect(json.received.map(({ body }) => JSON.parse(body))).toMatchObject([
    { kind: 'failed', environment: null, run: { revisions: [{ revision: 'one' }], error: { sqlState: '22012' } } },
  ]);
  expect(json.received[0]?.headers['x-braid-signature']).toMatch(/^v1=[0-9a-f]{64}$/);
  expect(chat.received.map(({ body }) => JSON.parse(body).text)).toEqual([
    expect.stringMatching(/^\*A migration of .* has been running for more than 1 ms\*\n/),
  ]);

  await query('alter table t add column stray int');
  expect((await run(['check', '--db', '--no-schema'], env)).exitCode).toBe(3);
  expect((await run(['downgrade', 'base', '-q'], env)).exitCode).toBe(0);
  expect(json.received.map(({ body }) => JSON.parse(body).kind)).toEqual(['failed', 'drift', 'downgrade']);
  const told = JSON.stringify([failed, ...json.received.map(({ body }) => body)]);
  expect(told).not.toContain('s3cret');
});

test('a receiver that fails changes nothing about the run, and is reported without its path', async () => {
  const broken = await receiver((response) => response.writeHead(404).end());
  const silent = await receiver(() => {});
  const { run } = await workspace([
    { on: ['failed'], url: broken.url },
    { on: ['failed'], url: silent.url, timeout: 100 },
    { on: ['failed'], url: broken.url, secretVariable: 'NOT_SET' },
    { on: ['failed'], urlVariable: 'NOT_SET' },
    { on: ['failed'], urlVariable: 'ODD', secretVariable: 'ODD' },
    { on: ['failed'], command: ['braid-no-such-program'] },
  ]);
  const { exitCode, stderr } = await run(['upgrade'], { ODD: 'ftp://x' });
  expect(exitCode).toBe(1);
  const host = (url: string) => new URL(url).host;
  const why = [...stderr.matchAll(/could not tell (.*)/g)].map(([, rest]) => rest).sort();
  expect(why).toEqual(
    [
      `the receiver of alerts at ${host(broken.url)}: it answers 404`,
      `the receiver of alerts at ${host(silent.url)}: no answer within 100 ms`,
      `the receiver of alerts at ${host(broken.url)}: NOT_SET is not set`,
      'a receiver of alerts: NOT_SET is not set',
      'a receiver of alerts: ODD is not an http or https URL',
      'the command braid-no-such-program: it cannot be run: spawn braid-no-such-program ENOENT',
    ].sort(),
  );
  expect(stderr).not.toContain('secret-path');
  expect(broken.received).toHaveLength(1);
  const shown = await run(['config', '--json']);
  expect(shown.stdout).toContain(host(broken.url));
  expect(shown.stdout).not.toContain('secret-path');
});

test('a command gets the alert in its environment', async () => {
  const script = "require('fs').writeFileSync('told.json', process.env.BRAID_ALERT)";
  const { run, root } = await workspace([{ on: ['failed'], command: [process.execPath, '-e', script] }]);
  await run(['upgrade', '-q']);
  expect(JSON.parse(readFileSync(join(root, 'told.json'), 'utf8'))).toMatchObject({ version: 1, kind: 'failed' });
});

test('in an environment that is recognised by its database, too', async () => {
  const json = await receiver();
  const { run, url } = await workspace([{ on: ['failed'], url: json.url, environments: ['production'] }], {
    environments: { production: { urlVariable: 'PRODUCTION_URL', protected: true } },
  });
  await run(['upgrade', '-q', '--yes'], { PRODUCTION_URL: url });
  expect(json.received.map(({ body }) => JSON.parse(body).environment)).toEqual(['production']);
});
