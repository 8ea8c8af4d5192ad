import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import { ServerTooOldError } from '../../src/errors/database/server-errors.ts';
import type { ErrorCode } from '../../src/errors/error-code.ts';
import type { ErrorByCode, ErrorFacts } from '../../src/errors/is-migrator-error.ts';
import { isMigratorError } from '../../src/errors/is-migrator-error.ts';
import { LeaseLostError } from '../../src/errors/run/lease-errors.ts';
import type { StatementFailedError } from '../../src/errors/run/statement-errors.ts';
import { UsageError } from '../../src/errors/usage/usage-error.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../..');

test('every code narrows to one class, and its facts have types', () => {
  expectTypeOf<ErrorByCode<'statement-failed'>>().toEqualTypeOf<StatementFailedError>();
  expectTypeOf<ErrorFacts<'statement-failed'>['revision']>().toEqualTypeOf<string>();
  expectTypeOf<ErrorByCode<ErrorCode>['code']>().toEqualTypeOf<ErrorCode>();
  expectTypeOf<StatementFailedError['facts']>().not.toHaveProperty('revison');
});

test('a caught failure is reported by its code', () => {
  const error: unknown = new ServerTooOldError({ target: 'app@db:5432/app', version: '12.1' });
  if (!isMigratorError(error, 'database-server-too-old')) throw new Error('it is not known by its code');
  expectTypeOf(error).toEqualTypeOf<ServerTooOldError>();
  expect(error.facts.version).toBe('12.1');
  expect(isMigratorError(error)).toBe(true);
  expect(isMigratorError(error, 'lease-lost')).toBe(false);
  expect(isMigratorError(new LeaseLostError({}), 'lease-lost')).toBe(true);
  expect(isMigratorError({ code: 'lease-lost' }, 'lease-lost')).toBe(false);
});

test('the problems of a command line are told apart by name', () => {
  const { facts, message, hint } = new UsageError({ problem: 'several-slices-changed', slices: ['a', 'b'] });
  expect(facts.problem === 'several-slices-changed' && facts.slices).toEqual(['a', 'b']);
  expect({ message, hint }).toEqual({
    message: 'Several slices have changed: a, b.',
    hint: 'Say which one is meant with --slice, or leave --head and --rev-id out.',
  });
});

const MISTAKES = {
  'a misspelt fact that is read': 'export const f = (e: StatementFailedError) => e.facts.revison;',
  'a fact that another class has':
    "export const f = (e: unknown) => isMigratorError(e, 'lease-busy') && e.facts.sqlStat;",
  'a misspelt fact that is given': "new ServerTooOldError({ target: 'a', versoin: '12' });",
  'a fact of another type': "new ServerTooOldError({ target: 'a', version: 12 });",
  'prose instead of facts': "new ServerTooOldError('it is too old');",
  'a misspelt code': "export const f = (e: unknown) => isMigratorError(e, 'statment-failed');",
  'a fact of another problem': "new UsageError({ problem: 'several-slices-changed', slice: 'a' });",
} as const;

test('tsc finds what is wrong with the facts of an error', () => {
  const folder = mkdtempSync(join(import.meta.dirname, 'mistakes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const imports = [
    "import { ServerTooOldError } from '../../../src/errors/database/server-errors.ts';",
    "import { isMigratorError } from '../../../src/errors/is-migrator-error.ts';",
    "import type { StatementFailedError } from '../../../src/errors/run/statement-errors.ts';",
    "import { UsageError } from '../../../src/errors/usage/usage-error.ts';",
    'export type { StatementFailedError };',
    'export { ServerTooOldError, UsageError, isMigratorError };',
  ];
  const files = Object.entries({
    ...MISTAKES,
    'no mistake': 'export const f = (e: StatementFailedError) => e.facts.revision;',
  });
  for (const [at, [, line]] of files.entries()) writeFileSync(join(folder, `m${at}.ts`), [...imports, line].join('\n'));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(REPOSITORY, 'tsconfig.base.json'),
      compilerOptions: {
        composite: false,
        declarationMap: false,
        noEmit: true,
        rewriteRelativeImportExtensions: false,
        allowImportingTsExtensions: true,
      },
      include: ['*.ts'],
    }),
  );
  const said = run(['--project', folder, '--pretty', 'false']);
  const wrong = files.filter((_, at) => new RegExp(`m${at}\\.ts\\(${imports.length + 1},\\d+\\): error TS`).test(said));
  expect(wrong.map(([name]) => name)).toEqual(Object.keys(MISTAKES));
  expect(said.match(/error TS/g)).toHaveLength(Object.keys(MISTAKES).length);
});

function run(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [join(REPOSITORY, 'node_modules/typescript/bin/tsc'), ...args], {
      encoding: 'utf8',
    });
  } catch (error) {
    return String(error instanceof Error ? Reflect.get(error, 'stdout') : error);
  }
}
