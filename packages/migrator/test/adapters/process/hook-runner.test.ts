import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHookRunner } from '../../../src/adapters/process/hook-runner.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';

const node = (code: string, ...words: readonly string[]) => [process.execPath, '-e', code, ...words];

function runner(variables: Readonly<Record<string, string>> = {}) {
  const root = tempDir();
  const stop = createStopSignal();
  const secrets = { passwords: ['hunter2secret'], known: ['postgres', 'shop'] };
  const hooks = openHookRunner({ root, variables: { PATH: process.env.PATH, ...variables }, stop, secrets });
  return { root, stop, hooks };
}

test('passwords, secret variables and passwords in URLs are not shown, whatever the exit code', async () => {
  const { hooks } = runner({ DEPLOY_TOKEN: 'tok-12345678', HARMLESS: 'plain words', SHORT_SECRET: 'ab' });
  const code = `console.log('pw hunter2secret', process.env.DEPLOY_TOKEN, process.env.HARMLESS, process.env.BRAID_HOOK);
    console.error('to postgres://ann:letmein@db/shop'); process.exit(3)`;
  const { problem, output } = await hooks.run(node(code), { variables: { BRAID_HOOK: 'afterRun' }, timeoutMs: 60_000 });
  expect(problem).toBe('exit code 3');
  expect(output).toBe('pw *** *** plain words afterRun\nto postgres://ann:***@db/shop');
});

test('what takes too long, or is aborted, is ended with all that it started', async () => {
  const child = "setInterval(() => require('fs').writeFileSync('alive', String(Date.now())), 10)";
  const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
  const { hooks, root } = runner();
  const abort = new AbortController();
  const running = hooks.run(node(parent), { variables: {}, timeoutMs: 60_000, signal: abort.signal });
  await waitFor('the child', () => existsSync(join(root, 'alive')));
  abort.abort();
  expect((await running).problem).toBe('it was stopped');
  const last = readFileSync(join(root, 'alive'), 'utf8');
  const again = await hooks.run(node('setTimeout(() => {}, 60000)'), { variables: {}, timeoutMs: 300 });
  expect(again.problem).toBe('it took longer than 300 ms');
  expect(readFileSync(join(root, 'alive'), 'utf8')).toBe(last);
});

test('a command that cannot be run, and one after a signal', async () => {
  const { hooks, stop } = runner();
  const options = { variables: {}, timeoutMs: 60_000 };
  expect((await hooks.run(['braid-no-such-program'], options)).problem).toMatch(/^it cannot be run: .*(ENOENT|EACCES)/);
  const running = hooks.run(node("console.log('up'); setTimeout(() => {}, 60000)"), options);
  stop.raise();
  expect((await running).problem).toBe('it was stopped by a signal');
});
