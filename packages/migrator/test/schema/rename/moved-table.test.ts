import { expect, test } from 'vitest';
import { parseRename } from '../../../src/schema/rename/rename-flag.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { entity } from '../entities.ts';

const CASES: readonly (readonly [rename: string, before: string, after: string])[] = [
  ['table app.t=public.t', '"app"."t"."c" is null', '"t"."c" is null'],
  ['table app.t=core.u', '"app"."t"."c" is null', '"core"."u"."c" is null'],
  // Other things of the schema stay where they are.
  [
    'table app.t=public.t',
    'app.may("app"."t"."c") and "app"."t2"."c" is null',
    'app.may("t"."c") and "app"."t2"."c" is null',
  ],
  ['table app.t=public.t', `"t"."c" <> '"app"."t"'`, `"t"."c" <> '"app"."t"'`],
];

test.each(CASES)('%s: %s', (rename, before, after) => {
  const policy = entity('policy', 'app.t.p', { roles: ['public'], using: before });
  const [moved] = replayRenames([policy], [parseRename(rename)]);
  expect(moved?.facts).toEqual({ roles: ['public'], using: after });
});
