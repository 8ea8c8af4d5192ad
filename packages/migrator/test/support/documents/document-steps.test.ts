import { expect, test } from 'vitest';
import { documentSteps } from './document-steps.ts';
import { ShownIds, stable } from './shown-output.ts';

test('commands with their output, files, edits; blocks without a path are only shown', () => {
  const document = [
    ...['# Title', '```json a/b.json', '{}', '```', '```sql', 'select 1;', '```'],
    ...['```diff a.ts', ' kept', '-old', '+new', '```', '```console', '$ one', ' out', '', 'more', '$ two', '```', ''],
  ].join('\n');
  expect(documentSteps(document)).toEqual([
    { kind: 'file', path: 'a/b.json', text: '{}\n', line: 2 },
    { kind: 'edit', path: 'a.ts', before: 'kept\nold\n', after: 'kept\nnew\n', line: 8 },
    { kind: 'command', command: 'one', output: ' out\n\nmore', line: 14, outputLines: [15, 18] },
    { kind: 'command', command: 'two', output: '', line: 18, outputLines: [19, 19] },
  ]);
  expect(() => documentSteps('```console\n$ one')).toThrow('line 1: the block has no end');
});

test('an id means the same one wherever it is shown', () => {
  const ids = new ShownIds();
  ids.learn('a00000000001 on 11edddef0cec', 'b00000000002 on 11edddef0cec');
  expect(ids.actual('a00000000001, 11edddef0cec, c00000000003')).toBe('b00000000002, 11edddef0cec, c00000000003');
  // Known by now: another one in its place is a difference.
  ids.learn('a00000000001', 'd00000000004');
  expect(ids.actual('a00000000001')).toBe('b00000000002');
});

test('what differs from run to run is not compared', () => {
  const shown = '✓ a  12 ms\n20261121T094025_808207f95535_x.sql  2026-11-21T09:40:25Z  2026-11-21   127.0.0.1:5432 ';
  expect(stable(shown)).toBe('✓ a  <time>\n<time>_808207f95535_x.sql  <date>  <date>  127.0.0.1:<port>');
});
