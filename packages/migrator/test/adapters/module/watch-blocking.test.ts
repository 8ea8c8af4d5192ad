import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

const GUARD = resolve(import.meta.dirname, '../../../src/adapters/module/guard');

/** What a process of its own says in the end, in which `begun(name)` begins a watch and returns what ends it. */
function said(script: string): string {
  const contents = `import { writeSync } from 'node:fs';
import { watchBlocking } from './watch-blocking.ts';
const begun = (name, quietMs = 300) => watchBlocking(quietMs, (place) => {
  writeSync(1, name + (/ at block /.test(place.stack) ? ' in block' : place.stack));
  process.reallyExit(0);
});
function block(isOver) {
  while (!isOver()) {}
}
const forever = () => false;
${script}`;
  const folder = mkdtempSync(join(tmpdir(), 'braid-blocking-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const outfile = join(folder, 'blocking.mjs');
  buildSync({ stdin: { contents, resolveDir: GUARD }, outfile, bundle: true, platform: 'node', format: 'esm' });
  return spawnSync(process.execPath, [outfile], { encoding: 'utf8', timeout: 60_000 }).stdout;
}

test.each([
  ['the first watch', "begun('a'); block(forever);", 'a in block'],
  ['a later one', "begun('a')(); begun('b')(); begun('c'); block(forever);", 'c in block'],
  ['one that others were ended beside', "begun('a'); begun('b')(); block(forever);", 'a in block'],
  [
    'one beside one that was ended twice',
    "begun('a'); const end = begun('b'); end(); end(); block(forever);",
    'a in block',
  ],
  ['one beside a later one that allows more', "begun('a'); begun('b', 40_000); block(forever);", 'a in block'],
  ['the latest of several', "begun('a'); begun('b'); block(forever);", 'b in block'],
])('%s finds what blocks the process', (_what, script, expected) => {
  expect(said(script)).toBe(expected);
});

test('what blocks the process while nobody watches is not found, before a watch and between two', () => {
  const aSecond = "{ const end = Date.now() + 1000; block(() => Date.now() > end); writeSync(1, 'free '); }";
  expect(said(`begun('a')(); ${aSecond} begun('b')(); ${aSecond} begun('c'); block(forever);`)).toBe(
    'free free c in block',
  );
});
