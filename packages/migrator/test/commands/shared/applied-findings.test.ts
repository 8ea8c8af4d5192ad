import { expect, test } from 'vitest';
import { appliedFindings } from '../../../src/commands/shared/applied-findings.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import type { Revision } from '../../../src/revision/revision.ts';
import type { AppliedRevision } from '../../../src/state/applied-revision.ts';

const revision = (id: string, slice: string): Revision => ({
  ...{ id, slice, revises: [], dependsOn: [], labels: [], message: 'm' },
  ...{ file: `${id}.sql`, kind: 'sql' },
});
const row = (id: string, slice: string): AppliedRevision => ({
  ...{ revision: id, slice, parents: [], dependencies: [], checksum: id },
  ...{ appliedAt: '', appliedBy: '', durationMs: 0, toolVersion: '', runId: '' },
});

const SLICE = { label: 'b', folder: 'b', schema: null, migrations: 'b/migrations' };

function findings(files: readonly Revision[], applied: readonly AppliedRevision[]) {
  const none = (): never => {
    throw new Error('not asked');
  };
  const workspace = {
    ...{ root: '/w', slices: [SLICE], readHeaders: none, inspect: none, readRevision: none },
    checksumOf: ({ id }: Revision) => id,
  };
  const state = { initialized: true, applied, halfRuns: [] };
  return appliedFindings(workspace, buildGraph(files), state).map(({ message, slice, repair }) => [
    slice,
    message,
    repair,
  ]);
}

const many = (slice: string) => Array.from({ length: 42 }, (_, at) => row(`${slice}${at}`, slice));

test('files without any revision are one finding, whatever the database has', () => {
  expect(findings([], [...many('a'), ...many('b')])).toEqual([
    [
      null,
      'The database has 84 applied revisions, and the files of this workspace have none.',
      "Check out the branch that has them: git log --all -- '*a0*'; or name the workspace: migrate -C <folder> status",
    ],
  ]);
  expect(findings([], [row('a0', 'a')])).toHaveLength(1);
});

test('a slice whose files are all gone is one finding, revisions that are gone among others are one each', () => {
  const found = findings([revision('b0', 'b')], [...many('a'), row('b0', 'b'), row('b1', 'b'), row('b2', 'b')]);
  expect(found).toEqual([
    [
      // There is no slice of that name.
      null,
      '42 revisions of a are applied, but no file has any of them.',
      "Check out the branch that has them: git log --all -- '*a0*'",
    ],
    ['b', 'b1 is applied, but its file is missing.', expect.stringContaining('migrate repair forget b1')],
    ['b', 'b2 is applied, but its file is missing.', expect.stringContaining('migrate repair forget b2')],
  ]);
});
