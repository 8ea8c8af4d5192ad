import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPostWrite } from '../../../src/adapters/process/post-write.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { waitFor } from '../../support/wait-for.ts';

const node = (code: string, ...words: readonly string[]) => [process.execPath, '-e', code, ...words];

function hooks(commands: readonly (readonly string[])[], timeoutMs = 60_000) {
  const root = tempDir();
  writeFileSync(join(root, 'a b;$(x).sql'), 'select 1');
  const stop = createStopSignal();
  const postWrite = openPostWrite(commands, { root, timeoutMs, variables: process.env, stop });
  return { root, stop, run: () => postWrite.run('a b;$(x).sql') };
}

test('{file} replaces the file in any word; no shell, no input, the workspace as folder', async () => {
  const code =
    "console.log(JSON.stringify([process.argv.slice(1), process.cwd(), require('fs').readFileSync(0, 'utf8')]))";
  const { run, root } = hooks([node(code, '--', '--write={file}', '$HOME', '{file}')]);
  const [first] = await run();
  expect(first?.problem).toBeNull();
  expect(JSON.parse(first?.output ?? '')).toEqual([['--write=a b;$(x).sql', '$HOME', 'a b;$(x).sql'], root, '']);
  expect(first?.command.at(-1)).toBe('a b;$(x).sql');
});

test('what fails is reported with its output, and the next command runs all the same', async () => {
  const touch = "require('fs').appendFileSync('a b;$(x).sql', ' -- seen')";
  const { run, root } = hooks([
    node("console.error('\\u001B[31mno such rule'); process.exit(7)"),
    ['braid-no-such-program', '{file}'],
    node(touch),
  ]);
  expect(await run()).toMatchObject([
    { problem: 'exit code 7', output: 'no such rule' },
    { problem: expect.stringMatching(/^it cannot be run: .*(ENOENT|EACCES)/) },
    { problem: null, output: '' },
  ]);
  expect(readFileSync(join(root, 'a b;$(x).sql'), 'utf8')).toBe('select 1 -- seen');
});

test('only the end of a long output is kept', async () => {
  const [first] = await hooks([node("console.log('x'.repeat(100000) + 'the end')")]).run();
  expect(first?.output).toMatch(/^…x{8000,8200}the end$/);
});

test('what takes too long is ended with all that it started', async () => {
  const child = "setInterval(() => require('fs').writeFileSync('alive', String(Date.now())), 10)";
  const code = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
  const { run, root } = hooks([node(code)], 1500);
  expect(await run()).toMatchObject([{ problem: 'it took longer than 1500 ms' }]);
  const alive = () => readFileSync(join(root, 'alive'), 'utf8');
  let last = alive();
  let same = 0;
  await waitFor('nobody to write any more', async () => {
    same = last === alive() ? same + 1 : 0;
    last = alive();
    return same > 3;
  });
});

test('a signal ends it', async () => {
  const { run, stop, root } = hooks([node("require('fs').writeFileSync('up', ''); setInterval(() => {}, 1000)")]);
  const running = run();
  await waitFor('it to run', async () => {
    try {
      return readFileSync(join(root, 'up'), 'utf8') === '';
    } catch {
      return false;
    }
  });
  stop.raise();
  expect(await running).toMatchObject([{ problem: 'it was stopped by a signal' }]);
});
