import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

const CLI = resolve(import.meta.dirname, '../../../src/cli');

/** What a process of its own says that is to end at once, behind this code. */
function said(script: string): string {
  const contents = `import { writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { endAtOnce } from './end-at-once.ts';
const say = (text) => writeSync(1, text);
${script}
endAtOnce(() => { say('at once'); process.reallyExit(0); });`;
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: CLI },
    bundle: true,
    platform: 'node',
    write: false,
  });
  return spawnSync(process.execPath, ['-e', outputFiles[0]?.text ?? ''], { encoding: 'utf8', timeout: 60_000 }).stdout;
}

test.each([
  ['nothing is left', '', 'at once'],
  ['a timer runs', "setTimeout(() => say('timer'), 20);", 'timer'],
  ['a file is read', "void readFile(process.execPath).then(() => say('read'));", 'read'],
  ['somebody waits for the end', "process.once('beforeExit', () => say('asked'));", 'asked'],
  ['only what does not keep a process alive is left', "setTimeout(() => say('timer'), 20).unref();", 'at once'],
])('where %s', (_what, script, expected) => {
  expect(said(script)).toBe(expected);
});
