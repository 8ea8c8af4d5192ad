import { describe, expect, it } from 'vitest';
import { MigratorError } from '../../../src/errors/migrator-error.ts';
import { lineage } from '../../../src/graph/order/lineage.ts';
import { currentHead, resolve, resolveAll } from '../../../src/graph/symbols/resolve.ts';
import { graph } from '../../../src/testing/graph.ts';

const slices = graph(`
  u100[users]@users -> u200 -> u300
  b100[billing]@billing -> b200
  u200 ~> b200
  abcd01[ids] -> abcd02 -> wxyz
`);

function code(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof MigratorError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('resolve', () => {
  it.each([
    ['u200', 'u200'],
    ['users', 'u100'],
    ['users@head', 'u300'],
    ['users@heads', 'u300'],
    ['users@u200', 'u200'],
    ['u200@head', 'u300'],
    ['users@base', null],
    ['base', null],
    ['wxy', 'wxyz'],
    ['abcd02', 'abcd02'],
    ['billing@b2', 'b200'],
    ['@wxyz', 'wxyz'],
  ])('%s is %s', (symbol, id) => {
    expect(resolve(slices, symbol)?.id ?? null).toBe(id);
  });

  it.each([
    ['head', 'multiple-heads'],
    ['heads', 'multiple-heads'],
    ['nothing', 'unknown-revision'],
    ['zz', 'unknown-revision-short'],
    ['abcd', 'ambiguous-partial'],
    ['users@b100', 'not-in-branch'],
    ['nolabel@u100', 'unknown-branch'],
    ['nolabel@base', 'unknown-branch'],
    ['', 'not-a-revision'],
    ['users@', 'not-a-revision'],
  ])('%s is refused as %s', (symbol, expected) => {
    expect(code(() => resolve(slices, symbol))).toBe(expected);
  });

  it('reports what may be meant', () => {
    const action = (): unknown => resolve(slices, 'uesrs');
    expect(action).toThrowError(/"uesrs"/);
    expect(failure(action)).toMatchObject({
      facts: { suggestions: ['users'] },
      hint: expect.stringContaining('Did you mean users?'),
    });
  });

  it('lists what an ambiguous partial id can be', () => {
    expect(failure(() => resolve(slices, 'abcd'))).toMatchObject({ facts: { suggestions: ['abcd01', 'abcd02'] } });
  });
});

describe('several heads', () => {
  const g = graph('a[events]@events -> b; a -> c; u[users]@users');

  it('names heads, slices, files and every way out', () => {
    const error = failure(() => resolve(g, 'head'));
    expect(error.message).toContain('\n    b  events  features/events/migrations/b.sql');
    expect(error.message).toContain('\n    u  users  features/users/migrations/u.sql');
    expect(error.hint).toContain('migrate upgrade heads');
    expect(error.hint).toContain('migrate merge events');
  });

  it('are an error of a slice of its own only where that slice is meant', () => {
    expect(code(() => resolve(g, 'events@head'))).toBe('multiple-heads');
    expect(resolve(g, 'users@head')?.id).toBe('u');
    expect(currentHead(g, 'users')?.id).toBe('u');
    expect(code(() => currentHead(g))).toBe('multiple-heads');
  });

  it('are normal when they are of several slices: nothing is to be merged', () => {
    const error = failure(() => resolve(graph('a[x]@x; b[y]@y'), 'head'));
    expect(error.message).toContain('names 2 heads, one of each slice, which is normal:');
    expect(error.hint).toBe(
      'Apply them all: migrate upgrade heads. Apply one slice: migrate upgrade x@head or migrate upgrade y@head.',
    );
  });

  it('of one line that runs through several slices are merged by name', () => {
    const error = failure(() => resolve(graph('a[x]@x -> b; a -> c[y]'), 'x@head'));
    expect(error.hint).toContain('Name one: b or c. Join them: migrate merge b c.');
  });
});

describe('resolveAll', () => {
  const ids = (symbols: string | readonly string[], g = slices): (string | null)[] =>
    resolveAll(g, symbols).map((revision) => revision?.id ?? null);

  it.each([
    ['heads', ['b200', 'wxyz', 'u300']],
    ['users@heads', ['u300']],
    ['base', []],
    ['users@-1', ['u200']],
    ['users@-3', [null]],
    ['users@-4', [null]],
    ['nolabel@-1', []],
  ])('%s is %j', (symbol, expected) => {
    expect(ids(symbol)).toEqual(expected);
  });

  it('puts one symbol after the other', () => {
    expect(ids(['u100', 'base', 'billing@head'])).toEqual(['u100', 'b200']);
  });

  it('takes only heads that nothing depends on for "heads", but all heads of a label', () => {
    const g = graph('u1[users]@users; b1[billing]@billing; u1 ~> b1');
    expect(ids('heads', g)).toEqual(['b1']);
    expect(ids('users@heads', g)).toEqual(['u1']);
  });
});

describe('lineage', () => {
  it('follows parents, and dependencies when asked', () => {
    expect(lineage(slices, ['u100', 'b200', 'wxyz'], 'u200', { dependencies: false })).toEqual(['u100']);
    expect(lineage(slices, ['u100', 'b200', 'wxyz'], 'u200', { dependencies: true })).toEqual(['u100', 'b200']);
    expect(lineage(slices, ['b200', 'u100'], 'base', { dependencies: false })).toEqual(['b200', 'u100']);
  });
});

function failure(action: () => unknown): MigratorError {
  try {
    action();
  } catch (error) {
    if (error instanceof MigratorError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}
