import fc from 'fast-check';
import type { Revision } from '../../src/revision/revision.ts';

const SLICES = ['auth', 'billing', 'common'];

function revision(id: string, rest: Partial<Revision>): Revision {
  const slice = rest.slice ?? 'common';
  return {
    revises: [],
    dependsOn: [],
    labels: [],
    message: '',
    file: `features/${slice}/${id}.sql`,
    kind: 'sql',
    ...rest,
    id,
    slice,
  };
}

/** Whole ids, some with a common beginning, some short, some with dots: `r0` … are made unique by their number. */
const prefix = fc.constantFrom('a', 'ab', 'abcd', 'users_', '1.0.', '00', 'Z');

interface Shape {
  readonly prefix: string;
  readonly slice: string;
  readonly parents: readonly number[];
  readonly dependencies: readonly number[];
  readonly label: 'none' | 'plain' | 'dashed';
}

const shape: fc.Arbitrary<Shape> = fc.record({
  prefix,
  slice: fc.constantFrom(...SLICES),
  parents: fc.oneof(
    { weight: 6, arbitrary: fc.array(fc.nat(3), { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.array(fc.nat(8), { maxLength: 3 }) },
  ),
  dependencies: fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.nat(12), { maxLength: 2 }) },
  ),
  label: fc.oneof(
    { weight: 5, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom('plain' as const, 'dashed' as const) },
  ),
});

/** Valid graphs of up to 30 revisions, in an order of loading where parents come first; numbers count back from the revision. */
export const goodRevisions: fc.Arbitrary<readonly Revision[]> = fc.array(shape, { maxLength: 30 }).map((shapes) => {
  const ids = shapes.map((one, i) => `${one.prefix}${i}`);
  const labels = shapes.map((one, i) =>
    one.label === 'none' ? [] : [one.label === 'plain' ? `label${i}` : `feature-${i}`],
  );
  return shapes.map((one, i) => {
    const below = (steps: readonly number[]): string[] => [
      ...new Set(steps.map((back) => ids[i - 1 - back]).filter((id) => id !== undefined)),
    ];
    const dependsOn = one.dependencies.flatMap((back) => {
      const target = i - 1 - back;
      return labels[target]?.slice(0, 1) ?? (ids[target] === undefined ? [] : [ids[target]]);
    });
    return revision(ids[i] ?? '', {
      slice: one.slice,
      revises: below(one.parents),
      dependsOn: [...new Set([...dependsOn, ...below(one.dependencies)])],
      labels: labels[i] ?? [],
    });
  });
});

const anyName = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    'd',
    'e',
    'head',
    'heads',
    'base',
    'a-1',
    'a@b',
    'x:y',
    '',
    '__proto__',
    'constructor',
    '😀',
    '-1',
    '+2',
  ),
  fc.string({ maxLength: 4 }),
);

/** Anything that has the form of revisions: missing parents, cycles, ids twice, names that are signs. */
export const anyRevisions: fc.Arbitrary<readonly Revision[]> = fc.array(
  fc
    .record({
      id: anyName,
      slice: fc.oneof(fc.constantFrom(...SLICES), anyName),
      revises: fc.array(anyName, { maxLength: 3 }),
      dependsOn: fc.array(anyName, { maxLength: 2 }),
      labels: fc.array(anyName, { maxLength: 2 }),
    })
    .map(({ id, ...rest }) => revision(id, rest)),
  { maxLength: 12 },
);

/** Symbols of every form: good ones about these revisions, and plain noise. */
export function symbolsOf(revisions: readonly Revision[]): fc.Arbitrary<string> {
  const names = revisions.flatMap((one) => [one.id, ...one.labels]);
  const name = fc.oneof(
    fc.constantFrom('head', 'heads', 'base', 'nothing'),
    ...(names.length === 0 ? [] : [fc.constantFrom(...names), fc.constantFrom(...names).map((one) => one.slice(0, 4))]),
  );
  const label = fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: name.map((one) => `${one}@`) },
  );
  const steps = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.integer({ min: -4, max: 4 }).map((n) => (n < 0 ? `${n}` : `+${n}`)) },
  );
  const wholeOrNone = fc.oneof({ weight: 4, arbitrary: name }, { weight: 1, arbitrary: fc.constant('') });
  const formed = fc.tuple(label, wholeOrNone, steps).map((parts) => parts.join(''));
  return fc.oneof({ weight: 8, arbitrary: formed }, { weight: 1, arbitrary: fc.string({ maxLength: 6 }) });
}

/** A set of applied revisions with everything below it: ids of its heads. */
export function headsOf(revisions: readonly Revision[], picked: ReadonlySet<string>): string[] {
  const byId = new Map(revisions.map((one) => [one.id, one]));
  const carriers = new Map(revisions.flatMap((one) => one.labels.map((label) => [label, one.id] as const)));
  const down = (id: string): string[] => {
    const one = byId.get(id);
    return one === undefined ? [] : [...one.revises, ...one.dependsOn.map((name) => carriers.get(name) ?? name)];
  };
  const applied = closure(picked, down);
  const needed = new Set([...applied].flatMap(down));
  return [...applied].filter((id) => !needed.has(id));
}

/** The given ids and all that `down` leads to. */
export function closure(ids: Iterable<string>, down: (id: string) => readonly string[]): Set<string> {
  const closed = new Set<string>();
  const todo = [...ids];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (closed.has(id)) continue;
    closed.add(id);
    todo.push(...down(id));
  }
  return closed;
}

/** Good revisions and some of them applied: the heads of a database. */
export const goodDatabase: fc.Arbitrary<{
  readonly revisions: readonly Revision[];
  readonly current: readonly string[];
}> = goodRevisions.chain((revisions) =>
  fc.subarray(revisions.map((one) => one.id)).map((ids) => ({ revisions, current: headsOf(revisions, new Set(ids)) })),
);
