import { expect, test } from 'vitest';
import { unprovenFindings } from '../../../src/commands/check/proof-findings.ts';
import type { Revision } from '../../../src/revision/revision.ts';

const revision = (id: string, revises: readonly string[]): Revision => ({
  ...{ id, revises, dependsOn: [], labels: [], message: 'm' },
  ...{ slice: 'events', file: `${id}.sql`, kind: 'sql' },
});
const unproven = (id: string, revises: readonly string[]): Revision => ({
  ...revision(id, revises),
  unproven: 'for a reason',
});

test('an unproven revision leads to validate, an unproven merge to merge --again', () => {
  const found = unprovenFindings([unproven('a1', ['a0']), unproven('m1', ['a1', 'b1']), revision('c1', [])]);
  expect(found.map(({ file, repair }) => [file, repair])).toEqual([
    ['a1.sql', 'migrate validate a1, then take the line "unproven" out'],
    ['m1.sql', 'migrate merge --again m1'],
  ]);
});
