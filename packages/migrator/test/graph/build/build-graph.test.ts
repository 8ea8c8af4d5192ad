import { describe, expect, it } from 'vitest';
import { MigratorError } from '../../../src/errors/migrator-error.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { inspectGraph } from '../../../src/graph/build/inspect-graph.ts';
import type { Revision } from '../../../src/revision/revision.ts';
import { graph, toRevisions } from '../../../src/testing/graph.ts';

function revision(id: string, rest: Partial<Revision> = {}): Revision {
  const file = `features/main/migrations/${id}.sql`;
  return { id, revises: [], dependsOn: [], labels: [], message: id, slice: 'main', file, kind: 'sql', ...rest };
}

function failure(action: () => unknown): MigratorError {
  try {
    action();
  } catch (error) {
    if (error instanceof MigratorError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}

describe('buildGraph', () => {
  it('knows heads, bases, branch points and merges', () => {
    const g = graph('a -> b -> d -> m; a -> c -> m; u[users] -> v; v ~> c');
    expect(g.size).toBe(7);
    expect(g.heads).toEqual(['m', 'v']);
    expect(g.effectiveHeads).toEqual(['m']);
    expect(g.bases).toEqual(['a', 'u']);
    expect(g.realBases).toEqual(['a', 'u']);
    expect(g.branchPoints).toEqual(['a']);
    expect(g.mergePoints).toEqual(['m']);
    expect(g.children('a')).toEqual(['b', 'c']);
    expect(g.dependents('v')).toEqual(['c']);
    expect(g.dependencies('c')).toEqual(['v']);
    expect(g.headsOfSlice('users')).toEqual(['v']);
    expect(g.ancestors(['c'], { dependencies: false })).toEqual(['a', 'c']);
    expect(g.ancestors(['c'], { dependencies: true })).toEqual(['a', 'c', 'u', 'v']);
    expect(g.descendants(['u'], { dependencies: false })).toEqual(['u', 'v']);
    expect(g.descendants(['u'], { dependencies: true })).toEqual(['c', 'm', 'u', 'v']);
  });

  it('gives the same lists whatever the order of loading', () => {
    const revisions = toRevisions('a -> b -> d; a -> c; c, d -> m; u[users]@users ~> b; u -> v');
    const reversed = buildGraph([...revisions].reverse());
    const forward = buildGraph(revisions);
    expect(reversed.ordered.map(({ id }) => id)).toEqual(forward.ordered.map(({ id }) => id));
    expect(reversed.heads).toEqual(forward.heads);
    expect(reversed.children('a')).toEqual(forward.children('a'));
  });

  it('resolves dependencies on labels and leaves out inherited ones', () => {
    const g = graph('u[users]@users; @users ~> b1; @users ~> b2; b1 -> b2 -> b3; u ~> b3');
    expect(g.dependencies('b1')).toEqual(['u']);
    expect(g.normalizedDown('b1')).toEqual(['u']);
    expect(g.normalizedDown('b2')).toEqual(['b1']);
    expect(g.normalizedDown('b3')).toEqual(['b2']);
    expect(g.dependencies('b3')).toEqual(['u']);
  });

  it('counts a parent that is a dependency, too, only once', () => {
    expect(graph('a -> b; a ~> b').normalizedDown('b')).toEqual(['a']);
    expect(graph('a -> b; a ~> b').dependents('a')).toEqual(['b']);
  });

  it('is empty without revisions', () => {
    const g = buildGraph([]);
    expect([g.size, g.heads, g.bases, g.ordered]).toEqual([0, [], [], []]);
  });
});

describe('a set of files that is not a graph', () => {
  const twoFiles = [
    revision('a', { file: 'features/users/migrations/1_a.sql', slice: 'users' }),
    revision('a', { file: 'features/billing/migrations/1_a.sql', slice: 'billing' }),
  ];
  const broken: [string, readonly Revision[], string, RegExp, RegExp][] = [
    ['an id in two files', twoFiles, 'duplicate-revision', /billing\/.*users\//, /Remove one of the files/],
    ['a missing parent', [revision('b', { revises: ['gone'] })], 'missing-revision', /parent "gone"/, /git log --all/],
    [
      'a missing dependency',
      [revision('b', { dependsOn: ['gone'] })],
      'missing-revision',
      /dependency "gone"/,
      /b\.sql/,
    ],
    ['a misspelt parent', toRevisionsWith('abcd12', 'abcd13'), 'missing-revision', /abcd13/, /"revises: abcd12"/],
    ['a label as parent', labelAsParent(), 'missing-revision', /branch label of a/, /"revises: a"/],
    ['its own parent', [revision('a', { revises: ['a'] })], 'self-loop', /itself/, /"revises:"/],
    ['its own dependency', [revision('a', { dependsOn: ['a'] })], 'dependency-self-loop', /itself/, /"depends-on:"/],
    ['a cycle', toRevisions('a -> b -> c -> a'), 'cycle', /a → c → b → a/, /remove one "revises:"/],
    ['a cycle between base and head', toRevisions('o -> a -> b -> c -> a; c -> t'), 'cycle', /cycle/, /c\.sql/],
    ['a dependency cycle', toRevisions('a -> b; c -> d; b ~> c; d ~> a'), 'dependency-cycle', /cycle/, /"depends-on:"/],
    ['a dependency on its own label', toRevisions('a@own; @own ~> a'), 'dependency-cycle', /a → a/, /a\.sql/],
    ['a label on two revisions', toRevisions('a@x; b@x'), 'duplicate-label', /"x" of revision b/, /branch-label/],
    ['a label that is an id', toRevisions('x; b@x'), 'duplicate-label', /already the id/, /rename/],
    ['a reserved id', [revision('head')], 'illegal-id', /"head"/, /Rename/],
    ['signs in an id', [revision('a@1')], 'illegal-id', /"@"/, /Rename/],
    ['a minus in an id', [revision('a-1')], 'illegal-id', /"-"/, /letters, digits/],
    ['an empty id', [revision('')], 'illegal-id', /is empty/, /Rename/],
    ['a reserved label', [revision('a', { labels: ['heads'] })], 'illegal-label', /"heads"/, /branch-label/],
    ['signs in a label', [revision('a', { labels: ['x:y'] })], 'illegal-label', /":"/, /branch-label/],
    ['a label like a step', [revision('a', { labels: ['-1'] })], 'illegal-label', /"-"/, /branch-label/],
  ];

  it.each(broken)('%s', (_name, revisions, code, message, hint) => {
    const error = failure(() => buildGraph(revisions));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(inspectGraph(revisions).map((fault) => fault.code)).toContain(code);
  });

  it('names slice and file in the facts', () => {
    const error = failure(() =>
      buildGraph([revision('b', { revises: ['gone'], slice: 'events', file: 'features/events/b.sql' })]),
    );
    expect(error.facts).toMatchObject({
      revision: 'b',
      slice: 'events',
      file: 'features/events/b.sql',
      missing: 'gone',
    });
  });

  it('names only the revisions of the loop', () => {
    const error = failure(() => buildGraph(toRevisions('o -> a -> b -> c -> a; c -> t')));
    expect(error.facts).toMatchObject({ revisions: ['a', 'c', 'b'] });
  });
});

describe('inspectGraph', () => {
  it('finds every fault at once', () => {
    const revisions = [
      ...toRevisions('x -> y -> x; p ~> q; q ~> p; l1@same; l2@same; s'),
      revision('s', { file: 'other.sql' }),
      revision('lost', { revises: ['gone'] }),
      revision('a-b'),
    ];
    const codes = inspectGraph(revisions).map((fault) => fault.code);
    expect(codes.sort()).toEqual([
      'cycle',
      'dependency-cycle',
      'duplicate-label',
      'duplicate-revision',
      'illegal-id',
      'missing-revision',
    ]);
  });

  it('finds nothing in a good graph', () => {
    expect(inspectGraph(toRevisions('a -> b; a -> c; b, c -> d; d ~> e'))).toEqual([]);
  });

  it('names each of several loops', () => {
    const faults = inspectGraph(toRevisions('a -> b -> a; c -> d -> c; e'));
    expect(faults.map(({ facts }) => facts)).toMatchObject([{ revisions: ['a', 'b'] }, { revisions: ['c', 'd'] }]);
  });
});

function toRevisionsWith(id: string, parent: string): readonly Revision[] {
  return [revision(id), revision('child', { revises: [parent] })];
}

function labelAsParent(): readonly Revision[] {
  return [revision('a', { labels: ['users'] }), revision('b', { revises: ['users'] })];
}
