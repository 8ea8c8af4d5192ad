import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAlembicScripts } from '../../../src/adopt/alembic/read-alembic.ts';
import { AlembicCycleError, AlembicFileError } from '../../../src/errors/adopt/alembic-errors.ts';

interface Node {
  readonly id: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
}

/** Ways in which Python can write the same list. */
const STYLES: readonly ((items: readonly string[]) => string)[] = [
  (items) => (items.length === 0 ? 'None' : items.length === 1 ? `'${items[0]}'` : `(${quoted(items)})`),
  (items) => `[${quoted(items)}]`,
  (items) => (items.length === 0 ? '()' : `(\n    ${quoted(items)},  # )\n)`),
];

function quoted(items: readonly string[]): string {
  return items.map((item, at) => (at % 2 === 0 ? `"${item}"` : `'${item}'`)).join(', ');
}

function fileOf({ id, parents, dependsOn, labels }: Node, style: number, path = `versions/${id}.py`) {
  const write = STYLES[style % STYLES.length] ?? quoted;
  const values = `down_revision = ${write(parents)}\nbranch_labels = ${write(labels)}\ndepends_on = ${write(dependsOn)}`;
  return { path, text: `"""m ${id}"""\nrevision = '${id}'\n${values}\ndef upgrade(): pass\ndef downgrade(): pass\n` };
}

const history = fc
  .array(
    fc.record({
      parents: fc.array(fc.nat(), { maxLength: 3 }),
      deps: fc.array(fc.nat(), { maxLength: 2 }),
      label: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((drawn) => {
    return drawn.map(({ parents, deps, label }, at): Node => {
      const pick = (numbers: readonly number[]) => (at === 0 ? [] : [...new Set(numbers.map((n) => `r${n % at}`))]);
      return { id: `r${at}`, parents: pick(parents), dependsOn: pick(deps), labels: label ? [`l${at}`] : [] };
    });
  });

test('keeps ids, parents, dependencies and labels, whatever the files are called and however they are written', () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), fc.func(fc.nat()), (nodes, styles, shuffle) => {
      const files = nodes
        .map((node) => fileOf(node, styles.next().value))
        .toSorted((a, b) => shuffle(a.path) - shuffle(b.path));
      const read = readAlembicScripts(files);
      const byId = new Map(read.map((script) => [script.id, script]));
      expect(read.length).toBe(nodes.length);
      for (const { id, ...rest } of nodes) expect(byId.get(id)).toMatchObject(rest);
      const place = new Map(read.map(({ id }, at) => [id, at]));
      for (const { id, parents, dependsOn } of read) {
        for (const before of [...parents, ...dependsOn]) expect(place.get(before)).toBeLessThan(place.get(id) ?? -1);
      }
    }),
    { numRuns: 200 },
  );
});

test('reads a history of ten thousand in one line', () => {
  const files = Array.from({ length: 10_000 }, (_, at) => {
    return fileOf({ id: `r${at}`, parents: at === 0 ? [] : [`r${at - 1}`], dependsOn: [], labels: [] }, 0);
  });
  expect(readAlembicScripts(files.toReversed()).map(({ id }) => id)).toEqual(files.map((_, at) => `r${at}`));
});

test('a label in depends_on is the revision that has it', () => {
  const read = readAlembicScripts([
    fileOf({ id: 'a', parents: [], dependsOn: ['users'], labels: [] }, 0),
    fileOf({ id: 'b', parents: [], dependsOn: [], labels: ['users'] }, 0),
  ]);
  expect(read.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ['b', []],
    ['a', ['b']],
  ]);
});

const node = (id: string, more: Partial<Node> = {}): Node => ({ id, parents: [], dependsOn: [], labels: [], ...more });

test.each<[string, readonly Node[], string]>([
  ['a parent that is not there', [node('a', { parents: ['x'] })], 'down_revision names "x"'],
  ['a partial id', [node('abc'), node('b', { parents: ['ab'] })], 'down_revision names "ab"'],
  ['a label as a parent', [node('a', { labels: ['l'] }), node('b', { parents: ['l'] })], 'down_revision names "l"'],
  ['a dependency that is not there', [node('a', { dependsOn: ['x'] })], 'depends_on names "x"'],
  [
    'a label twice',
    [node('a', { labels: ['l'] }), node('b', { labels: ['l'] })],
    'the branch label l is in versions/a.py',
  ],
  ['a label that is an id', [node('a'), node('b', { labels: ['a'] })], 'the branch label a is in versions/a.py'],
])('refuses %s', (_, nodes, message) => {
  const files = nodes.map((one) => fileOf(one, 0));
  expect(() => readAlembicScripts(files)).toThrow(AlembicFileError);
  expect(() => readAlembicScripts(files)).toThrow(message);
});

test('refuses an id that two files have', () => {
  const files = [fileOf(node('a'), 0, 'one/a.py'), fileOf(node('a'), 0, 'two/a.py')];
  expect(() => readAlembicScripts(files)).toThrow('two/a.py:2: the revision a is in one/a.py as well');
});

test.each([
  [[node('a', { parents: ['a'] })], ['a']],
  [
    [node('a', { parents: ['b'] }), node('b', { parents: ['a'] })],
    ['a', 'b'],
  ],
  [
    [node('z'), node('a', { parents: ['z'], dependsOn: ['b'] }), node('b', { parents: ['a'] })],
    ['a', 'b'],
  ],
])('refuses a circle', (nodes, revisions) => {
  const error = expect(() => readAlembicScripts(nodes.map((one) => fileOf(one, 0))));
  error.toThrow(AlembicCycleError);
  error.toThrow(revisions.join(', '));
});

test('takes the files that Alembic takes', () => {
  const a = fileOf(node('a'), 0);
  const others = [
    'versions/__init__.py',
    'versions/.#a.py',
    'versions/README',
    'versions/a.pyc',
    'versions/__init__x.py',
  ];
  expect(readAlembicScripts([a, ...others.map((path) => ({ path, text: '' }))]).map(({ id }) => id)).toEqual(['a']);
});
