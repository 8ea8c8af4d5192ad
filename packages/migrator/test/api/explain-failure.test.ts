import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { explainFailure } from '../../../../docs/examples/plain/explain-failure.ts';
import { LeaseBusyError } from '../../src/errors/run/lease-errors.ts';
import { LocksNotFreeError } from '../../src/errors/run/locks-error.ts';
import { StatementFailedError } from '../../src/errors/run/statement-errors.ts';

const DOCS = resolve(import.meta.dirname, '../../../../docs');
const RUN = {
  revision: 'e1',
  slice: 'events',
  file: 'e1.sql',
  manner: 'transaction',
  doneStatements: 0,
  runId: 'r1',
  ran: [],
  heads: [],
} as const;

test.each([
  [
    new StatementFailedError({
      ...RUN,
      direction: 'upgrade',
      said: 'no',
      sqlState: '42601',
      line: 7,
      column: 1,
      runs: 'upgrade',
    }),
    'revision e1 failed in line 7 (42601)',
  ],
  [
    new LocksNotFreeError({
      ...RUN,
      attempts: 3,
      waitedMs: 900,
      blockers: [{ pid: 4711, relation: 'events', ageMs: 5 }],
    }),
    'blocked by 4711 on events',
  ],
  [
    new LeaseBusyError({ host: 'ci', pid: 7, since: '2026-11-28T18:00:00Z', runs: 'upgrade heads', waitedMs: 2000 }),
    'lease-busy: Another runner is at work: upgrade heads on ci (process 7) since 2026-11-28T18:00:00Z; gave up after 2 s',
  ],
])('the example of docs/api.md explains %s', (error, line) => {
  expect(explainFailure(error)).toBe(line);
});

test('what is not a failure of Braid is thrown on', () => {
  expect(() => explainFailure(new TypeError('ours'))).toThrow('ours');
});

test('docs/api.md shows the example as it is', () => {
  const example = readFileSync(resolve(DOCS, 'examples/plain/explain-failure.ts'), 'utf8');
  expect(readFileSync(resolve(DOCS, 'api.md'), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
});
