import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { benchmarksDocument, recordedText } from './benchmarks.mjs';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');

test('the tables of docs/benchmarks.md are what was recorded: npm run docs', () => {
  expect(read('docs/benchmarks.md')).toBe(benchmarksDocument());
});

test('a bench has a section for what it records, and every bench records', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const sections = [...read('docs/benchmarks.md').matchAll(/<!-- recorded: ([\w-]+) -->/g)].map(([, bench]) => bench);
  const recording = Object.entries<string>(scripts).flatMap(([name, command]) => {
    if (!name.startsWith('bench:')) return [];
    const [file = ''] = /tools\/bench\/\S+\.(?:mjs|ts)$/.exec(command) ?? [];
    const bench = name.slice('bench:'.length);
    return read(file).includes(`record('${bench}'`) ? [bench] : [`${bench}, which records nothing`];
  });
  expect(sections.sort()).toEqual(recording.sort());
  expect(recording.length).toBeGreaterThanOrEqual(16);
});

test('a figure of the page is in a recorded section, and no table is written by hand', () => {
  const byHand = read('docs/benchmarks.md').replaceAll(/<!-- recorded: ([\w-]+) -->[\s\S]*?<!-- end of \1 -->/g, '');
  const tables = byHand.split('\n').filter((line) => /^\|.*\d+(?:\.\d+)? (?:ms|s|MB)\b/.test(line));
  expect(tables).toEqual([]);
  expect(byHand).not.toMatch(/\bMeasured 20\d\d/);
});

test('what is written of a result', () => {
  const text = recordedText({
    ...{ bench: 'merge', at: '2026-11-29T04:20', commit: '1a2b3c4d', command: 'npm run bench:merge', braid: '0.1.0' },
    ...{
      node: '20.20.2',
      system: 'Linux 6.1',
      processor: 'a processor',
      cores: 2,
      loadBefore: 0.1,
      load: 0.4,
      rounds: 5,
    },
    ...{ peers: ['psql 15.18'], server: 'PostgreSQL 18.4', missed: ['too slow'] },
    tables: [{ columns: ['', 'median'], rows: [['the proof', '0.98 s']] }],
  });
  expect(text).toBe(
    `\`npm run bench:merge\` at 2026-11-29 04:20 UTC, 5 rounds: Braid 0.1.0 (1a2b3c4d), Node 20.20.2, PostgreSQL 18.4, psql 15.18; 2 cores of a processor, Linux 6.1, load average 0.1 before and 0.4 at the end.

|  | median |
| --- | --- |
| the proof | 0.98 s |

Missed: too slow
`,
  );
});
