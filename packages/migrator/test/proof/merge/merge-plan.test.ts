import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { branchesOf, legsOf } from '../../../src/proof/merge/orders/branches.ts';
import { MAX_MERGE_HEADS, trialsOf, wholeTrial } from '../../../src/proof/merge/orders/trials.ts';
import { filesHash } from '../../../src/proof/merge/proof-line/files-hash.ts';
import { parseProofLine, printProofLine } from '../../../src/proof/merge/proof-line/proof-line.ts';
import { type ProvenFiles, staleProof } from '../../../src/proof/merge/proof-line/stale-proof.ts';
import { statementsHash } from '../../../src/proof/merge/proof-line/statements-hash.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';
import type { Revision } from '../../../src/revision/revision.ts';

function node(id: string, revises: readonly string[], more: Partial<Revision> = {}): Revision {
  const file = `features/shop/migrations/${id}.sql`;
  return { id, revises, dependsOn: [], labels: [], message: id, slice: 'shop', file, kind: 'sql', ...more };
}

/** `root` with two arms; `other` is a line by itself that the right arm needs. */
const FORK = [
  node('root', []),
  node('a1', ['root']),
  node('a2', ['a1']),
  node('other', []),
  node('b1', ['root'], { dependsOn: ['other'] }),
  node('b2', ['b1']),
];
const graph = buildGraph(FORK);

describe('what lies between heads and their common ancestors', () => {
  test('dependencies of one side are part of that side', () => {
    expect(branchesOf(graph, ['a2', 'b2'])).toEqual({
      heads: ['a2', 'b2'],
      ancestors: ['root'],
      above: graph.ordered.map(({ id }) => id).filter((id) => id !== 'root'),
    });
  });

  test('heads with nothing in common have no ancestors', () => {
    expect(branchesOf(graph, ['a2', 'other'])).toMatchObject({ ancestors: [] });
  });

  test('legs hold what is not there yet, whatever the order', () => {
    const branches = branchesOf(graph, ['a2', 'b2']);
    expect(legsOf(graph, branches, ['a2', 'b2'])).toEqual([
      ['a1', 'a2'],
      ['other', 'b1', 'b2'],
    ]);
    expect(legsOf(graph, branches, ['b2', 'a2'])[1]).toEqual(['a1', 'a2']);
    // Nothing is common to these three, so the first leg that needs the root brings it along.
    const three = branchesOf(graph, ['a2', 'b2', 'other']);
    expect(legsOf(graph, three, ['other', 'b2', 'a2'])).toEqual([['other'], ['root', 'b1', 'b2'], ['a1', 'a2']]);
  });
});

describe('orders', () => {
  test('two heads: both orders', () => {
    expect(trialsOf(['a', 'b'])).toEqual([
      {
        heads: ['a', 'b'],
        orders: [
          ['a', 'b'],
          ['b', 'a'],
        ],
      },
    ]);
  });

  test('three heads: each pair, and all with neighbours swapped', () => {
    const trials = trialsOf(['a', 'b', 'c']);
    expect(trials.map(({ heads }) => heads.join(''))).toEqual(['ab', 'ac', 'bc', 'abc']);
    expect(trials.at(-1)?.orders.map((order) => order.join(''))).toEqual(['abc', 'bac', 'acb']);
  });

  test('a merge with statements: all heads at a time, the chosen order first', () => {
    const orders = (heads: readonly string[]) => wholeTrial(heads).orders.map((order) => order.join(''));
    expect(orders(['b', 'a'])).toEqual(['ba', 'ab']);
    expect(orders(['a', 'b', 'c'])).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    expect(orders(['a', 'b', 'c', 'd'])).toEqual(['abcd', 'bacd', 'acbd', 'abdc']);
  });

  test('the number of runs is bounded', () => {
    const heads = Array.from({ length: MAX_MERGE_HEADS }, (_, at) => `h${at}`);
    expect(trialsOf(heads).reduce((sum, { orders }) => sum + orders.length, 0)).toBe(36);
  });
});

const checksums = (id: string): string => `sum of ${id}`;
const LINE = {
  heads: ['a2', 'b2'],
  ancestors: ['root'],
  files: filesHash(branchesOf(graph, ['a2', 'b2']).above, checksums),
  catalog: 'c0ffee',
  braid: '0.1.0',
  postgres: '18.4',
};

test('a proof line is read back; one that is none is not', () => {
  expect(parseProofLine(printProofLine(LINE))).toEqual(LINE);
  expect(parseProofLine(printProofLine({ ...LINE, ancestors: [] }))).toEqual({ ...LINE, ancestors: [] });
  expect(printProofLine(LINE)).not.toContain('\n');
  const ordered = { ...LINE, order: ['b2', 'a2'], statements: 'abc' };
  expect(parseProofLine(printProofLine(ordered))).toEqual(ordered);
  expect(parseProofLine('I looked at it')).toBeUndefined();
  expect(parseProofLine('heads=a,b; ancestors=c; files=d')).toBeUndefined();
});

describe('stale proofs', () => {
  const merge = (proof: string | undefined, revises = ['a2', 'b2']): Revision =>
    node('m', revises, proof === undefined ? {} : { proof });

  const body = (revision: Revision, sql: string) =>
    parseRevisionFile(
      `-- revision: m\n-- revises: ${revision.revises.join(', ')}\n\n-- migrate:upgrade\n${sql}\n-- migrate:downgrade\n`,
      { slice: 'shop', file: revision.file },
    );
  const statements = statementsHash(body(merge(undefined), 'select 1;')) ?? '';

  test.each<[string, Revision, ((id: string) => string) | undefined, RegExp | undefined, string?]>([
    ['fits', merge(printProofLine(LINE)), undefined, undefined],
    ['fits with the parents in another order', merge(printProofLine(LINE), ['b2', 'a2']), undefined, undefined],
    ['no proof line, and a reason why', node('m', ['a2', 'b2'], { unproven: 'why' }), undefined, undefined],
    ['no merge', node('m', ['a2']), undefined, undefined],
    ['no proof line', merge(undefined), undefined, /has no proof/],
    ['its statements fit', merge(printProofLine({ ...LINE, statements })), undefined, undefined, 'select 1;'],
    [
      'its statements in other lines',
      merge(printProofLine({ ...LINE, statements })),
      undefined,
      undefined,
      '\n-- a note\nselect 1;\n',
    ],
    [
      'its statements were edited',
      merge(printProofLine({ ...LINE, statements })),
      undefined,
      /own statements were edited/,
      'select 2;',
    ],
    [
      'its statements were taken out',
      merge(printProofLine({ ...LINE, statements })),
      undefined,
      /own statements were edited/,
    ],
    [
      'statements that were not there',
      merge(printProofLine(LINE)),
      undefined,
      /own statements were edited/,
      'select 1;',
    ],
    ['unreadable', merge('trust me'), undefined, /cannot be read/],
    [
      'other parents',
      merge(printProofLine(LINE), ['a1', 'b2']),
      undefined,
      /joins a1, b2, but the proof is for a2, b2/,
    ],
    ['one parent', merge(printProofLine(LINE), ['a2']), undefined, /joins nothing/],
    [
      'another ancestor',
      merge(printProofLine({ ...LINE, ancestors: [] })),
      undefined,
      /split at root, but the proof begins at base/,
    ],
    [
      'a branch was edited',
      merge(printProofLine(LINE)),
      (id) => (id === 'b1' ? 'new' : checksums(id)),
      /was edited since/,
    ],
    [
      'the ancestor was edited',
      merge(printProofLine(LINE)),
      (id) => (id === 'root' ? 'new' : checksums(id)),
      undefined,
    ],
  ])('%s', (_name, revision, checksumOf, says, sql = '') => {
    const files: ProvenFiles = {
      checksumOf: ({ id }) => (checksumOf ?? checksums)(id),
      readRevision: (it) => body(it, sql),
    };
    const error = staleProof(graph, revision, files);
    if (says === undefined) expect(error).toBeUndefined();
    else {
      expect(error?.message).toMatch(says);
      expect(error).toMatchObject({
        code: revision.proof === undefined ? 'merge-proof-missing' : 'merge-proof-stale',
        outcome: 'found',
        facts: { revision: 'm', slice: 'shop' },
      });
      expect(error?.hint).toContain('migrate merge --again m');
    }
  });
});
