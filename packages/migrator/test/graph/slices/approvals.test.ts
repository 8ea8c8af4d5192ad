import { expect, test } from 'vitest';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { approvals } from '../../../src/graph/slices/approvals.ts';
import type { Revision } from '../../../src/revision/revision.ts';

const slices = [
  { label: 'a', owners: ['@a'] },
  { label: 'b', owners: ['@b', 'ann@example.org'] },
  { label: 'same', owners: ['@a'] },
  { label: 'nobody' },
];

/** `b2 revises b1, depends on a1` as `b2: b1 ~a1`; the slice is the id without its number. */
function revision(line: string): Revision {
  const [id = '', rest = ''] = line.split(':');
  const words = rest.split(' ').filter(Boolean);
  const slice = id.replace(/\d+$/, '');
  const alters = words.filter((word) => word.startsWith('!')).map((word) => word.slice(1));
  return {
    id,
    slice,
    revises: words.filter((word) => /^\w/.test(word)),
    dependsOn: words.filter((word) => word.startsWith('~')).map((word) => word.slice(1)),
    labels: id.endsWith('1') ? [`label_${slice}`] : [],
    message: id,
    file: `features/${slice}/migrations/${id}.sql`,
    kind: 'sql',
    ...(alters.length === 0 ? {} : { alters: { slices: alters, reason: 'why' } }),
  };
}

const history = ['a1', 'b1', 'same1', 'nobody1'];

test.each<[what: string, lines: readonly string[], expected: readonly string[]]>([
  ['within a slice', ['a2: a1'], []],
  ['the first dependency', ['b2: b1 ~a1'], ['b2 depends-on a @a']],
  ['by a label', ['b2: b1 ~label_a'], ['b2 depends-on a @a']],
  ['only the first one', ['b2: b1 ~a1', 'a2: a1', 'b3: b2 ~a2'], ['b2 depends-on a @a']],
  [
    'on both of two branches, which do not know of each other',
    ['b2: b1 ~a1', 'b3: b1 ~a1'],
    ['b2 depends-on a @a', 'b3 depends-on a @a'],
  ],
  ['a parent of another slice', ['b2: a1'], ['b2 depends-on a @a']],
  ['a merge across slices, each time', ['b2: b1 ~a1', 'b3: b2 a1'], ['b2 depends-on a @a', 'b3 merges a @a']],
  ['alters, which weighs most', ['a2: a1 ~b1 !b'], ['a2 alters b @b,ann@example.org']],
  ['the same owners', ['a2: a1 ~same1', 'same2: same1 a1'], []],
  ['without owners', ['a2: a1 ~nobody1'], []],
  [
    'a slice without owners asks the others',
    ['nobody2: nobody1 ~a1 ~b1'],
    ['nobody2 depends-on a @a', 'nobody2 depends-on b @b,ann@example.org'],
  ],
])('%s', (_what, lines, expected) => {
  const added = lines.map(revision);
  const graph = buildGraph([...history.map(revision), ...added]);
  const found = approvals(graph, added, slices);
  expect(found.map(({ revision: id, because, of, owners }) => `${id} ${because} ${of} ${owners}`)).toEqual(expected);
  expect(
    approvals(
      graph,
      added,
      slices.map(({ label }) => ({ label })),
    ),
  ).toEqual([]);
});
