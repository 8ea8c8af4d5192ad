import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEffects, printEffects } from '../../../src/adapters/parser/effects-text.ts';
import { fileEffectsCache } from '../../../src/adapters/parser/file-effects-cache.ts';
import { drawn, history } from '../../sql-objects/races/random-history.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** With names in place of checksums. */
const entries = history.map((made) =>
  drawn(made).map(({ upgrade, downgrade = [] }, at) => [`sum${at}`, { upgrade, downgrade }] as const),
);

/** As JSON keeps it: what is undefined is left out. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('what is read is what was written, and so it is when that is written again with more', () => {
  fc.assert(
    fc.property(entries, entries, (some, others) => {
      const read = parseEffects(printEffects(some, '1'), '1');
      expect([...read]).toEqual(plain(some));
      const all = [...read, ...others.map(([sum, effects]) => [`more ${sum}`, effects] as const)];
      expect([...parseEffects(printEffects(all, '1'), '1')]).toEqual(plain(all));
      expect(parseEffects(printEffects(some, '1'), '2').size).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('each effect and access is written once', () => {
  const object = { space: 'relation', schema: '', name: 'orders' } as const;
  const statement = () => ({
    ...{ line: 1, sql: '', effects: [{ action: 'drop', object } as const] },
    accesses: [{ does: 'unmake', object } as const],
  });
  const text = printEffects([['a', { upgrade: [statement(), statement()], downgrade: [statement()] }]], '1');
  expect(text.split('"orders"')).toHaveLength(3);
});

test('an entry that is broken is missing, the others count; what is no such text is an empty cache', () => {
  const file = join(tempDir(), 'effects.json');
  const statement = { line: 1, sql: '', effects: [0], accesses: [0] };
  const files = {
    whole: { upgrade: [statement], downgrade: [] },
    silent: { upgrade: [{ line: 1, sql: '', effects: [] }], downgrade: [] },
    'a number too many': { upgrade: [{ ...statement, effects: [1] }], downgrade: [] },
    'no number': { upgrade: [{ ...statement, effects: ['length'] }], downgrade: [] },
    'no access': { upgrade: [], downgrade: [{ ...statement, accesses: [7] }] },
    'no list': { upgrade: [{ ...statement, accesses: 0 }], downgrade: [] },
    'no line': { upgrade: [{ effects: [] }], downgrade: [] },
    'no section': { upgrade: [] },
  };
  const effect = { action: 'drop', object: { space: 'relation', schema: '', name: 'orders' } };
  const access = { does: 'unmake', object: effect.object };
  const { toolVersion, format } = JSON.parse(printEffects([], '1'));
  writeFileSync(file, JSON.stringify({ toolVersion, format, effects: [effect], accesses: [access], files }));
  const cache = fileEffectsCache(file, '1');
  expect(Object.keys(files).filter((checksum) => cache.has(checksum))).toEqual(['whole', 'silent']);
  expect(cache.read('whole')).toEqual({
    upgrade: [{ ...statement, effects: [effect], accesses: [access] }],
    downgrade: [],
  });
  for (const text of ['', '[]', readFileSync(file, 'utf8').slice(0, -1), '{"format":3}']) {
    writeFileSync(file, text);
    expect(fileEffectsCache(file, '1').has('whole')).toBe(false);
  }
});
