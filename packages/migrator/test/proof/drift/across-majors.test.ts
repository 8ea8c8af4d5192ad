import { expect, test } from 'vitest';
import { acrossMajors } from '../../../src/proof/drift/printed/across-majors.ts';
import type { CatalogValue } from '../../../src/schema/facts/catalog-value.ts';

type Row = readonly [
  string,
  string,
  CatalogValue | undefined,
  CatalogValue | undefined,
  readonly [number, number],
  string,
];

const t18 = ['<owner> MAINTAIN', '<owner> SELECT', 'app MAINTAIN', 'app SELECT'];
const t15 = ['<owner> SELECT', 'app SELECT'];
const rows: readonly Row[] = [
  ['table a', 'privileges', t18, t15, [18, 15], 'same'],
  ['table a', 'privileges', t15, t18, [15, 18], 'unknown'],
  ['table a', 'privileges', t18, ['<owner> SELECT'], [18, 15], 'different'],
  ['table a', 'privileges', t18, t15, [18, 17], 'different'],
  ['table a', 'privileges', t18, undefined, [18, 15], 'different'],
  [
    'schema public',
    'privileges',
    ['<owner> CREATE', '<owner> USAGE', 'PUBLIC USAGE'],
    ['<owner> CREATE', '<owner> USAGE', 'PUBLIC CREATE', 'PUBLIC USAGE'],
    [18, 14],
    'unknown',
  ],
  [
    'schema public',
    'privileges',
    ['<owner> CREATE', 'PUBLIC USAGE'],
    ['<owner> CREATE', 'PUBLIC CREATE', 'app CREATE'],
    [18, 14],
    'different',
  ],
  ['schema public', 'privileges', ['PUBLIC USAGE'], ['PUBLIC CREATE', 'PUBLIC USAGE'], [18, 15], 'different'],
  ['extension citext', 'version', '1.8', '1.6', [18, 15], 'unknown'],
  ['extension citext', 'version', '1.8', '1.6', [18, 18], 'different'],
  ['extension citext', 'schema', 'public', 'extra', [18, 15], 'different'],
  ['publication p', 'pubgencols', 'n', undefined, [18, 15], 'unknown'],
  ['publication p', 'pubinsert', true, false, [18, 15], 'different'],
  [
    'publication p',
    'tables',
    [{ schemaname: 'a', tablename: 'b', rowfilter: '(x > 1)' }],
    [{ schemaname: 'a', tablename: 'b', rowfilter: '(a.x > 1)' }],
    [18, 15],
    'unknown',
  ],
  [
    'publication p',
    'tables',
    [{ schemaname: 'a', tablename: 'b' }],
    [{ schemaname: 'a', tablename: 'c' }],
    [18, 15],
    'different',
  ],
  ['collation c', 'locale', 'en', 'en-US', [18, 15], 'unknown'],
  ['collation c', 'provider', 'i', 'c', [18, 15], 'different'],
  ['column c', 'type', 'integer', 'bigint', [18, 15], 'different'],
];

test.each(rows)('%s, %s: %j and %j on %j: %s', (thing, fact, before, after, [expected, live], verdict) => {
  const [kind = '', name = ''] = thing.split(' ');
  const found = acrossMajors({ kind, name }, { fact, before, after }, { expected, live });
  expect(found === undefined ? 'different' : found === 'same' ? found : 'unknown').toBe(verdict);
});
