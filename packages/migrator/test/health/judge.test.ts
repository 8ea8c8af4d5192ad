import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEALTH_CODES } from '../../src/health/codes.ts';
import { EVERY_RULE } from '../../src/health/every-rule.ts';
import type { HealthFacts } from '../../src/health/facts/health-facts.ts';
import { ignoredFindings } from '../../src/health/ignore-findings.ts';
import { isAtLeast, judge } from '../../src/health/judge.ts';
import { DEFAULT_LIMITS } from '../../src/health/limits.ts';
import { SEVERITIES } from '../../src/health/rule.ts';
import { bytesText, daysBetween } from '../../src/health/text.ts';

const NOW = '2026-11-28T00:00:00Z';
const EMPTY: HealthFacts = {
  server: {
    version: 180_000,
    database: 'shop',
    now: NOW,
    autovacuum: true,
    trackCounts: true,
    vacuumThreshold: 50,
    vacuumScaleFactor: 0.2,
    frozenAge: 0,
    multixactAge: 0,
    statsReset: null,
    pageBytes: 8192,
  },
  ...{ tables: [], indexes: [], unvalidated: [], foreignKeys: [], orphans: undefined, disabledTriggers: [], keys: [] },
  ...{ partitioned: [], collations: [], prepared: [], notSeen: [] },
};
const context = { limits: DEFAULT_LIMITS, isMade: () => false };
const codes = (facts: Partial<HealthFacts>, severities = {}) =>
  judge({ ...EMPTY, ...facts }, context, severities).found.map(({ code, severity }) => [code, severity]);

test('the list of codes is that of the rules', () => {
  expect(HEALTH_CODES).toEqual(EVERY_RULE.map(({ code }) => code));
});

test('nothing is found where nothing is', () => {
  expect(judge(EMPTY, context, {})).toMatchObject({ found: [], notSeen: [] });
  expect(judge(EMPTY, context, {}).rules).not.toContain('orphans');
  expect(judge({ ...EMPTY, orphans: [] }, context, {}).rules).toContain('orphans');
});

test('what is true of a whole server', () => {
  const server = EMPTY.server;
  expect(codes({ server: { ...server, autovacuum: false } })).toEqual([['autovacuum-off', 'error']]);
  expect(codes({ server: { ...server, frozenAge: 499_999_999 } })).toEqual([]);
  expect(codes({ server: { ...server, frozenAge: 500_000_000 } })).toEqual([['wraparound', 'warning']]);
  expect(codes({ server: { ...server, multixactAge: 1_500_000_000 } })).toEqual([['wraparound', 'error']]);
  const prepared = (ageMinutes: number) => ({ prepared: [{ gid: "it's", owner: 'app', ageMinutes }] });
  expect(codes(prepared(4.9))).toEqual([]);
  expect(codes(prepared(5))).toEqual([['prepared-transaction', 'warning']]);
  expect(judge({ ...EMPTY, ...prepared(9) }, context, {}).found[0]?.repair).toContain("ROLLBACK PREPARED 'it''s'");
  const collations = [{ schema: null, name: 'shop', recorded: '2.36', actual: '2.41' }];
  expect(judge({ ...EMPTY, collations }, context, {}).found[0]?.repair).toContain('ALTER DATABASE "shop" REFRESH');
});

test('severities are those of the configuration, and what is off does not look', () => {
  const facts = {
    prepared: [{ gid: 'a', owner: 'app', ageMinutes: 60 }],
    server: { ...EMPTY.server, autovacuum: false },
  };
  expect(codes(facts)).toEqual([
    ['autovacuum-off', 'error'],
    ['prepared-transaction', 'warning'],
  ]);
  expect(codes(facts, { 'prepared-transaction': 'error', 'autovacuum-off': 'off' })).toEqual([
    ['prepared-transaction', 'error'],
  ]);
  const unseen = { ...EMPTY, notSeen: [{ rule: 'bloat', object: 'table public.a', why: 'no' }] };
  expect(judge(unseen, context, {}).notSeen).toHaveLength(1);
  expect(judge(unseen, context, { bloat: 'off' })).toMatchObject({ notSeen: [] });
});

test('a severity is at least itself and every one below it', () => {
  for (const [high, severity] of SEVERITIES.entries()) {
    for (const [low, least] of SEVERITIES.entries()) expect(isAtLeast(severity, least)).toBe(high >= low);
  }
});

const FINDING = { code: 'unused-index', object: 'index public.tmp_1' };
test.each([
  ['public.tmp_1', true],
  ['public.tmp_*', true],
  ['index public.*', true],
  ['unused-index *', true],
  ['unused-index public.tmp_1', true],
  ['duplicate-index public.tmp_1', false],
  ['table public.tmp_1', false],
  ['public.tmp', false],
  ['tmp_1', false],
  ['public?tmp_1', false],
])('the pattern %s ignores it: %s', (pattern, isIgnored) => {
  expect(ignoredFindings([pattern])(FINDING)).toBe(isIgnored);
});

test('a path is a pattern of itself, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (path, other) => {
      fc.pre(path.trim() === path && !path.includes('*') && path !== other);
      const isIgnored = ignoredFindings([path]);
      expect(isIgnored({ code: 'a', object: path })).toBe(true);
      expect(isIgnored({ code: 'a', object: `table ${path}` })).toBe(true);
    }),
  );
  expect(ignoredFindings([])(FINDING)).toBe(false);
});

test('bytes and days', () => {
  expect([0, 1, 1023, 1024, 1536, 104_857_600, 5e12].map(bytesText)).toEqual([
    '0 B',
    '1 B',
    '1023 B',
    '1.0 KiB',
    '1.5 KiB',
    '100 MiB',
    '4.5 TiB',
  ]);
  expect(daysBetween('2026-11-01T00:00:00Z', NOW)).toBe(27);
  expect(daysBetween(NOW, '2026-11-27 23:00:00+00')).toBe(-1);
});
