import { expect, test } from 'vitest';
import { batchedByText } from '../../../src/revision/batch/batched-code-text.ts';

const BATCH = "export const batch = { table: 'orders', key: 'id' };\n";

test.each([
  ['', 'export async function upgrade(op, { from, to }) {}', false],
  [BATCH, 'export async function upgrade(op: DataOperations, { from, to }: KeyRange): Promise<void> {}', true],
  [BATCH, 'export async function upgrade(\n  op: DataOperations,\n  range: KeyRange,\n): Promise<void> {}', true],
  [BATCH, 'export async function upgrade(op: DataOperations<A, B>) {}', false],
  [BATCH, 'export async function upgrade(\n  op: DataOperations,\n) {}', false],
  [BATCH, 'export function upgrade() {}', false],
  [BATCH, 'export const upgrade = async (op, [from, to]) => {};', true],
  [BATCH, 'export const upgrade: BatchFunction = async (op, { from, to }) => {};', true],
  [BATCH, 'export const upgrade = (op) => add(op, 1);', false],
  [BATCH, 'export const upgrade = add(1);', 'unknown'],
  [BATCH, 'const upgrade = (op, range) => {};\nexport { upgrade };', 'unknown'],
  [BATCH, "export function upgrade(op, by = ', ') {}", 'unknown'],
  ["const batch = { table: 'orders' };\nexport { batch, upgrade };\n", 'function upgrade(op, range) {}', 'unknown'],
  [`// ${BATCH}`, 'export async function upgrade(op, range) {}', false],
])('%j and %j: %s', (batch, upgrade, expected) => {
  expect(batchedByText(`${batch}${upgrade}`, 'upgrade')).toBe(expected);
});
