import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { revisionFileName } from '../../src/revision/file-name.ts';
import type { RevisionFile } from '../../src/revision/revision-file.ts';
import { readReferenceHistory, WORKSPACE } from './reference-history.ts';

const { graph, files } = readReferenceHistory();
const SLICES = ['common', 'discord', 'events', 'execution', 'setups', 'strategy'];
const revisions = files.map(({ revision }) => revision);
const sections = (file: RevisionFile) => [file.upgrade, file.downgrade].filter((section) => section !== undefined);

test('each slice has one base, which carries its name', () => {
  const bases = graph.bases.map((id) => graph.require(id));
  expect(bases.map(({ slice }) => slice)).toEqual(SLICES);
  expect(bases.map(({ labels }) => labels)).toEqual(SLICES.map((slice) => [slice]));
});

test('five heads: strategy and execution were merged', () => {
  expect(graph.heads.map((id) => graph.require(id).slice)).toEqual([
    'common',
    'discord',
    'events',
    'execution',
    'setups',
  ]);
  const both = graph.labels('26f446c71e16');
  expect(both).toEqual(expect.arrayContaining(['execution', 'strategy']));
});

test('two merges: inside a slice and across two', () => {
  const slicesOf = (id: string) => [...new Set(graph.parents(id).map((parent) => graph.require(parent).slice))].sort();
  expect(graph.mergePoints.map(slicesOf)).toEqual([['common'], ['execution', 'strategy']]);
});

test('a slice reaches only slices that its package.json names', () => {
  for (const { id, slice } of revisions) {
    const packageJson: { dependencies?: Record<string, string> } = JSON.parse(
      readFileSync(join(WORKSPACE, 'features', slice, 'package.json'), 'utf8'),
    );
    const named = Object.keys(packageJson.dependencies ?? {}).map((name) => name.replace('@braid/', ''));
    for (const below of [...graph.parents(id), ...graph.dependencies(id)])
      expect([slice, ...named]).toContain(graph.require(below).slice);
  }
});

test.each(files)('$revision.file has the name, the message and the date that the tool gives it', ({ revision }) => {
  const created = new Date(revision.created ?? Number.NaN);
  expect(revision.file).toBe(`features/${revision.slice}/migrations/${revisionFileName({ revision, created })}`);
  expect(revision.message).not.toBe('');
  expect(created.toISOString() > '2025-09' && created.toISOString() < '2026-12').toBe(true);
  for (const parent of [...graph.parents(revision.id), ...graph.dependencies(revision.id)])
    expect(created.getTime()).toBeGreaterThan(new Date(graph.require(parent).created ?? Number.NaN).getTime());
});

test('whatever drops a table or a column on the way back says what is lost', () => {
  const silent = files.filter(
    ({ downgrade }) =>
      downgrade !== undefined &&
      downgrade.lossy === undefined &&
      downgrade.statements.some(({ sql }) => /\bdrop (table|column)\b/i.test(sql)),
  );
  // A generated column and a partition whose rows move: nothing is lost.
  expect(silent.map(({ revision }) => revision.id).sort()).toEqual(['8da744bf31d7', 'b6a99aef7878']);
});

test('what must run outside a transaction says so, and no downgrade is irreversible', () => {
  const all = files.flatMap(sections);
  const concurrent = all.filter(({ statements }) => statements.some(({ sql }) => /\bconcurrently\b/i.test(sql)));
  expect(concurrent).toHaveLength(6);
  expect(concurrent.every(({ transaction }) => !transaction)).toBe(true);
  expect(all.filter(({ irreversible }) => irreversible !== undefined)).toEqual([]);
});
