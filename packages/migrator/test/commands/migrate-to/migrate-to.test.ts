import { expect, test } from 'vitest';
import { directionTo } from '../../../src/commands/migrate-to/migrate-to.ts';
import { graph } from '../../../src/testing/graph.ts';

const LINE = 'a[x]@x -> bbbb -> c -> d; bbbb -> e; u[y]@y; feature[z]@feature-1 -> f';

test.each([
  ['nothing applied', [], 'c', 'upgrade'],
  ['above what is applied', ['bbbb'], 'c', 'upgrade'],
  ['below what is applied', ['d'], 'bbbb', 'downgrade'],
  ['where it stands', ['c'], 'c', 'downgrade'],
  ['another branch', ['d'], 'e', 'upgrade'],
  ['another slice', ['d'], 'u', 'upgrade'],
  ['a partial id', ['d'], 'bb', 'downgrade'],
  ['a label', ['d'], 'x', 'downgrade'],
  ['a head of a slice', ['d'], 'y@head', 'upgrade'],
  ['that head when it is applied', ['d', 'u'], 'y@head', 'downgrade'],
  ['all heads', ['d', 'u'], 'heads', 'upgrade'],
  ['base', ['d'], 'base', 'downgrade'],
  ['base of a slice', ['d'], 'x@base', 'downgrade'],
  ['steps up', ['c'], '+1', 'upgrade'],
  ['steps down', ['c'], '-1', 'downgrade'],
  ['steps of a slice', ['c'], 'x@-1', 'downgrade'],
  ['steps up from a revision', ['c'], 'a+1', 'downgrade'],
  ['steps up past what is applied', ['bbbb'], 'c+1', 'upgrade'],
  ['steps down from a revision', ['c'], 'c-1', 'downgrade'],
  ['a label that looks like steps', [], 'feature-1', 'upgrade'],
] as const)('%s', (_name, current, target, direction) => {
  expect(directionTo(graph(LINE), current, target)).toBe(direction);
});

test('an unknown name is an error of the name', () => {
  expect(() => directionTo(graph(LINE), [], 'nope')).toThrow('There is no revision or branch "nope".');
});
