import { expect, test } from 'vitest';
import { boundCondition } from '../../../src/sql/partition/bound-condition.ts';

const attach = (bounds: string) => `alter table p attach partition q ${bounds}`;

test.each([
  ["for values from ('2020-01-01') to ('2021-01-01')", "c >= '2020-01-01' AND c < '2021-01-01'"],
  ['FOR VALUES FROM (1) TO (MAXVALUE)', 'c >= 1'],
  ['for values from (minvalue) to (-5)', 'c < -5'],
  ["for values in ('a', 'b''c')", "c IN ('a', 'b''c')"],
  // What is between the tokens is not part of it: a comment would hide the rest of the line.
  ['for values from (1 -- the first\n) to (/* the last */ 9)', 'c >= 1 AND c < 9'],
  ['for values from (minvalue -- none\n) to (9)', 'c < 9'],
  ["for values in ('a' -- one\n, 'b')", "c IN ('a'\n, 'b')"],
  ["for values in ('a'\n'b')", "c IN ('a'\n'b')"],
  ["for values from ('2020-01-01'::date) to (date '2021-01-01')", "c >= '2020-01-01'::date AND c < date '2021-01-01'"],
  [
    "for values from (lower('[1,5)'::int4range)) to (array_length(array[1, 2], 1))",
    "c >= lower('[1,5)'::int4range) AND c < array_length(array[1, 2], 1)",
  ],
])('%s', (bounds, condition) => {
  expect(boundCondition(attach(bounds), 'c')).toBe(condition);
});

test.each([
  ['of several columns', 'for values from (1, 2) to (3, 4)'],
  ['of a hash', 'for values with (modulus 4, remainder 1)'],
  ['with NULL', "for values in ('a', null)"],
  ['without any demand', 'for values from (minvalue) to (maxvalue)'],
  ['of the default partition', 'default'],
  ['that never end', "for values in ('a'"],
])('nothing for bounds %s', (_, bounds) => {
  expect(boundCondition(attach(bounds), 'c')).toBeUndefined();
});
