import { expect, test } from 'vitest';
import { orderSlices } from '../../../src/schema/difference/order-slices.ts';
import { foreignKey, table } from '../entities.ts';

const a = [table('a')];
const b = [table('b'), foreignKey('b.fk', ['a_id'], 'a')];

test('what is new comes before what refers to it', () => {
  const { slices, needs } = orderSlices([
    { slice: 'b', before: [], after: b },
    { slice: 'a', before: [], after: a },
  ]);
  expect(slices).toEqual(['a', 'b']);
  expect([...(needs.get('b') ?? [])]).toEqual(['a']);
});

test('what refers to something goes before it', () => {
  const { slices } = orderSlices([
    { slice: 'a', before: a, after: [] },
    { slice: 'b', before: b, after: [table('b')] },
  ]);
  expect(slices).toEqual(['b', 'a']);
});

test('slices that do not touch keep their order', () => {
  const states = ['z', 'm', 'a'].map((slice) => ({ slice, before: [], after: [table(slice)] }));
  expect(orderSlices(states).slices).toEqual(['z', 'm', 'a']);
});

test('two that need each other are told', () => {
  const { cycle } = orderSlices([
    { slice: 'a', before: [], after: [table('a'), foreignKey('a.fk', ['b_id'], 'b')] },
    { slice: 'b', before: [], after: b },
  ]);
  expect(cycle).toEqual(['a', 'b']);
});
