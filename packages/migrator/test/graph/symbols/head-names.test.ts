import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import { headNames } from '../../../src/graph/symbols/head-names.ts';
import { resolveAll } from '../../../src/graph/symbols/resolve.ts';
import { whereText } from '../../../src/graph/symbols/where-text.ts';
import { graph } from '../../../src/testing/graph.ts';
import { goodRevisions } from '../../properties/arbitrary-graph.ts';

const slices = graph(`
  u100[users]@users -> u200 -> u300
  b100[billing]@billing -> b200
  u300 ~> b200
  s100[shop]@shop -> s200, s300
  o100[orders] -> o200
`);

/** Random graphs in which the first revision of a slice that has a label has the name of its slice. */
const labelledSlices = goodRevisions.map((revisions) => {
  const named = new Map<string, string>();
  for (const { slice, labels } of revisions) {
    const [label] = labels;
    if (label !== undefined && ![...named.values()].includes(slice)) named.set(label, slice);
  }
  const renamed = (names: readonly string[]) => names.map((name) => named.get(name) ?? name);
  return revisions.map((each) => ({ ...each, labels: renamed(each.labels), dependsOn: renamed(each.dependsOn) }));
});

describe('names of heads', () => {
  it.each([
    [['u300'], ['users@head']],
    [['u200'], ['users u200']],
    [
      ['b200', 'u100'],
      ['billing@head', 'users u100'],
    ],
    // Two heads: shop@head would be refused.
    [
      ['s200', 's300'],
      ['shop s200', 'shop s300'],
    ],
    // No label, so no symbol.
    [['o200'], ['orders o200']],
    [['gone'], ['gone']],
    [[], []],
  ])('%j are %j', (ids, names) => {
    expect(headNames(slices, ids)).toEqual(names);
  });

  it('never says label@head of what that symbol does not mean', () => {
    fc.assert(
      fc.property(labelledSlices, (revisions) => {
        const drawn = buildGraph(revisions);
        for (const { id } of drawn.revisions) {
          for (const name of headNames(drawn, [id])) {
            if (name.includes('@')) expect(resolveAll(drawn, [name]).map((found) => found?.id)).toEqual([id]);
          }
        }
      }),
    );
  });
});

describe('where a database is', () => {
  it.each([
    [[], 'base'],
    // All there is but for users@head, which billing@head depends on.
    [['b200', 'o200', 's200', 's300'], 'heads'],
    [['b200', 'o200', 's200'], 'billing@head, orders o200, shop s200'],
    [['u300'], 'users@head'],
    [['b200', 'o200', 's200', 's300', 'gone'], 'billing@head, orders o200, shop s200, shop s300, gone'],
  ])('%j is %s', (ids, place) => {
    expect(whereText(slices, ids)).toBe(place);
  });

  it('is cut after eight names, and says so', () => {
    const many = graph(Array.from({ length: 12 }, (_, n) => `a${n}[s${n}]@s${n} -> b${n}`).join('\n'));
    const ids = Array.from({ length: 12 }, (_, n) => (n === 0 ? 'a0' : `b${n}`));
    expect(whereText(many, ids)).toBe(
      's0 a0, s1@head, s2@head, s3@head, s4@head, s5@head, s6@head, s7@head and 4 more',
    );
  });
});
