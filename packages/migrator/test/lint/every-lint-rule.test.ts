import { describe, expect, test } from 'vitest';
import { EVERY_LINT_RULE } from '../../src/lint/every-lint-rule.ts';
import { LINT_RULES } from '../../src/lint/lint-rules.ts';
import { judgeSql, rulesFound } from './judge-sql.ts';

test('the list of names is that of the rules', () => {
  expect(LINT_RULES).toEqual(EVERY_LINT_RULE.map(({ name }) => name));
  expect(new Set(LINT_RULES).size).toBe(LINT_RULES.length);
});

describe.each(EVERY_LINT_RULE.filter(({ example }) => example.bad !== ''))('$name', ({ name, example, since }) => {
  const { given, bad, good, options } = example;
  const settings = { limits: { postgres: example.postgres ?? since ?? 14 } };

  test('finds what the documentation shows as wrong', () => {
    expect(rulesFound(judgeSql(bad, { given, options, settings }))).toContain(name);
  });

  test('does not find what the documentation shows as right', () => {
    expect(rulesFound(judgeSql(good, { given, options, settings }))).not.toContain(name);
  });
});
