import { expect, test } from 'vitest';
import { classifyTypeChange } from '../../../src/schema/difference/classify-type-change.ts';
import { column } from '../entities.ts';

test.each([
  ['integer', 'bigint', undefined],
  ['bigint', 'integer', { rows: 'values of t.c too big for integer' }],
  ['serial', 'integer', undefined],
  ['integer', 'text', undefined],
  ['integer', 'varchar(3)', { lossy: 'the end of values of t.c longer than 3 characters' }],
  ['text', 'integer', { lossy: 'the spelling of values of t.c', rows: 'values of t.c that cannot become integer' }],
  [
    'varchar(5)',
    'boolean',
    { lossy: 'the spelling of values of t.c', rows: 'values of t.c that cannot become boolean' },
  ],
  ['citext', 'uuid', { lossy: 'the spelling of values of t.c', rows: 'values of t.c that cannot become uuid' }],
  ['varchar(20)', 'varchar(30)', undefined],
  ['varchar(20)', 'text', undefined],
  ['text', 'varchar(9)', { lossy: 'the end of values of t.c longer than 9 characters' }],
  ['numeric(10,2)', 'numeric(12,2)', undefined],
  ['numeric(10,2)', 'numeric(10,4)', { rows: 'values of t.c with more than 6 digits before the point' }],
  ['numeric(10,4)', 'numeric(10,2)', { lossy: 'digits of t.c behind place 2' }],
  [
    'numeric',
    'numeric(5,0)',
    { lossy: 'digits of t.c behind place 0', rows: 'values of t.c with more than 5 digits before the point' },
  ],
  ['double precision', 'integer', { lossy: 'digits of t.c', rows: 'values of t.c out of the range of integer' }],
  ['timestamp with time zone', 'timestamp', undefined],
  ['timestamp', 'date', { lossy: 'the time of day of t.c' }],
  ['json', 'jsonb', { lossy: 'blanks, key order and repeated keys of t.c' }],
  ['uuid', 'text', undefined],
  ['uuid', 'varchar(36)', undefined],
  ['uuid', 'varchar(35)', { lossy: 'the end of values of t.c longer than 35 characters' }],
  ['numeric(4,2)', 'varchar(7)', undefined],
  ['boolean', 'integer', undefined],
  ['integer', 'boolean', { lossy: 'numbers of t.c other than 0 and 1' }],
  ['bit varying(8)', 'bit varying(4)', { lossy: 'the end of values of t.c longer than 4 bits' }],
  ['cidr', 'inet', undefined],
  ['timestamp with time zone', 'timestamp(0)', { lossy: 'fractions of t.c' }],
  ['uuid', 'bytea', { lossy: 'what bytea cannot hold of t.c', rows: 'values of t.c that cannot become bytea' }],
])('%s → %s', (before, after, effect) => {
  expect(classifyTypeChange(column('t.c', before), column('t.c', after), 't.c')).toEqual(effect);
});
