import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { githubFindings, gitlabFindings, sarifFindings } from '../../../../src/cli/text/findings/finding-formats.ts';
import { findingPlace } from '../../../../src/cli/text/findings/finding-place.ts';

const lined = {
  code: 'unknown-key',
  message: 'features/a/migrations/1,2.sql:7:3: "revisez" is not a key.\nSee above 100%',
  slice: 'a',
  file: 'features/a/migrations/1,2.sql',
  repair: 'Write revises.',
};
const whole = { code: 'schema-changed', message: 'The schema changed.', slice: 'a', file: null, repair: null };

test('the place is the line that the message begins with, otherwise the first', () => {
  expect(findingPlace(lined)).toEqual({ file: lined.file, line: 7 });
  expect(findingPlace({ ...lined, message: 'x features/a/migrations/1,2.sql:7:3: y' })).toEqual({
    file: lined.file,
    line: 1,
  });
  expect(findingPlace({ ...lined, message: `${lined.file}: it is empty` })).toEqual({ file: lined.file, line: 1 });
  expect(findingPlace(whole)).toBeUndefined();
});

test('GitHub: a command a line, and nothing in a text begins another', () => {
  expect(githubFindings([lined, whole])).toBe(
    [
      '::error file=features/a/migrations/1%2C2.sql,line=7,title=unknown-key::features/a/migrations/1,2.sql:7:3: "revisez" is not a key.%0ASee above 100%25%0AWrite revises.',
      '::error title=schema-changed::The schema changed.',
    ].join('\n'),
  );
  expect(githubFindings([{ ...whole, message: 'a\n::set-output name=x::y' }])).not.toContain('\n');
  expect(githubFindings([])).toBe('');
});

test('GitLab: every member that its format requires, and a fingerprint that does not change with the line', () => {
  const [first, second] = JSON.parse(gitlabFindings([lined, whole], 'migrate.config.json'));
  expect(first).toEqual({
    description: `${lined.message}\nWrite revises.`,
    check_name: 'unknown-key',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    severity: 'major',
    location: { path: lined.file, lines: { begin: 7 } },
  });
  expect(second.location).toEqual({ path: 'migrate.config.json', lines: { begin: 1 } });
  const moved = { ...lined, message: lined.message.replace(':7:3:', ':9:3:') };
  expect(JSON.parse(gitlabFindings([moved], '')).at(0).fingerprint.length).toBe(64);
  expect(JSON.parse(gitlabFindings([moved], '')).at(0).fingerprint).toBe(first.fingerprint);
  expect(first.fingerprint).not.toBe(second.fingerprint);
  expect(gitlabFindings([], '')).toBe('[]');
});

test('SARIF: each result has its rule and place', () => {
  const log = JSON.parse(sarifFindings([lined, whole, whole], 'migrate.config.json', '1.2.3'));
  expect(log).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Braid', version: '1.2.3' } } }] });
  const [{ tool, results }] = log.runs;
  expect(tool.driver.rules).toEqual([{ id: 'schema-changed' }, { id: 'unknown-key' }]);
  expect(results).toHaveLength(3);
  expect(results[0]).toMatchObject({
    ruleId: 'unknown-key',
    level: 'error',
    locations: [{ physicalLocation: { artifactLocation: { uri: lined.file }, region: { startLine: 7 } } }],
  });
  expect(JSON.parse(sarifFindings([], '', '1')).runs[0].results).toEqual([]);
});

test('the problem matcher of the documentation reads what is printed', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../../../../docs/exit-codes.md'), 'utf8');
  const { problemMatcher } = JSON.parse(/```json\n([\s\S]+?)```/.exec(page)?.[1] ?? '');
  const [, file, line, code, message] = new RegExp(problemMatcher.pattern.regexp).exec(githubFindings([lined])) ?? [];
  expect([file, line, code]).toEqual(['features/a/migrations/1%2C2.sql', '7', 'unknown-key']);
  expect(message).toContain('"revisez" is not a key.');
});
