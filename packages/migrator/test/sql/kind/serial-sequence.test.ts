import { expect, test } from 'vitest';
import { setsSerialSequence } from '../../../src/sql/kind/serial-sequence.ts';

test.each([
  [`SELECT setval(pg_get_serial_sequence('"goods"', 'id'), 3, true);`, true],
  ["select setval ( pg_get_serial_sequence('goods', 'id'), 3)", true],
  ['select setval(goods_id_seq, 3)', false],
  ["select 1; select setval(pg_get_serial_sequence('goods', 'id'), 3)", false],
  ["update goods set a = 'select setval(pg_get_serial_sequence('", false],
])('%s: %s', (sql, expected) => {
  expect(setsSerialSequence(sql)).toBe(expected);
});
