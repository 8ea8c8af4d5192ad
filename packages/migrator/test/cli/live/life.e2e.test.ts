import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMigrate } from '../../support/run-migrate.ts';
import { makeTempDir, removeTempDir } from '../../support/temp-dir.ts';
import { openTerminal } from '../../support/terminal/open-terminal.ts';

let cwd = '';
beforeAll(() => {
  cwd = makeTempDir();
  const files = {
    'migrate.config.json': '{}',
    'features/shop/slice.json': '{"label":"shop","schema":null}',
    'features/shop/migrations/a1.sql': `-- revision: a1\n-- revises:\n-- branch-label: shop\n-- message: items with a name in 日本語 that is too long for eighty columns of a terminal\n\n-- migrate:upgrade\ncreate table items (id int);\nselect pg_sleep(2.5);\n\n-- migrate:downgrade\ndrop table items;\n`,
    'features/shop/migrations/b1.sql': `-- revision: b1\n-- revises: a1\n-- message: prices\n\n-- migrate:upgrade\ncreate table prices (id int);\nselect pg_sleep(2.5);\n\n-- migrate:downgrade\ndrop table prices;\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
});
afterAll(async () => {
  await runMigrate(['db', 'stop'], { cwd });
  removeTempDir(cwd);
});

const TIME = /\d+(?:\.\d)? m?s\b|\d+ min \d+ s/g;

/** Without what differs from run to run: times, the port, the frame of the spinner. */
function masked(line: string): string {
  return line
    .replace(TIME, 'T')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, '⠋');
}

/** Neighbours that are the same are one. */
function distinct(lines: readonly string[]): readonly string[] {
  return lines.filter((line, at) => line !== lines[at - 1]);
}

describe.each([80, 120])('in a terminal of %i columns', (columns) => {
  test('a run says what it does and for how long, all the time, and leaves its lines', async () => {
    const { exitCode, lastLines, screen, raw } = await openTerminal(['upgrade'], {
      ...{ cwd, columns, env: { NO_COLOR: '1' } },
    }).ended;
    expect([exitCode, raw.includes('\u001b[3')], raw).toEqual([0, false]);
    const live = distinct(lastLines.filter((line) => /^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(line)).map(masked));
    expect(
      live.some((line) => /^⠋ 1\/2 ↑ a1 {2}shop {2}items with a .*… T /.test(line)),
      live.join('\n'),
    ).toBe(true);
    expect(
      live.some((line) => /^⠋ 2\/2 ↑ b1 {2}shop {2}prices T /.test(line)),
      live.join('\n'),
    ).toBe(true);
    // The time runs: each that is shown of the second revision is later than the one before.
    const times = lastLines
      .filter((line) => line.includes('↑ b1') && !line.startsWith('✓'))
      .map((line) => seconds(line));
    expect(times.length).toBeGreaterThan(3);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Broken between words where it is wider than the terminal.
    expect(
      screen
        .map(masked)
        .join('\n')
        .replace(/\n {2}(?=\S)/g, ' ')
        .split('\n'),
    ).toEqual([
      'database: the embedded PostgreSQL in .braid/postgres, because nothing names another',
      'postgres://postgres@HOST/braid (embedded)',
      '✓ 1/2 ↑ a1  shop  items with a name in 日本語 that is too long for eighty columns of a terminal  T',
      '✓ 2/2 ↑ b1  shop  prices  T',
      'Applied 2 revisions in T. The database is at shop@head.',
    ]);
    const down = await openTerminal(['downgrade', 'base', '--yes'], { cwd, columns }).ended;
    expect(down.exitCode).toBe(0);
    // The sixteen colours of the terminal itself, without backgrounds: the same in a light and in a dark one.
    const colours = [...down.raw.matchAll(/\[([\d;]*)m/g)].map(([, colour]) => colour);
    expect(colours.filter((colour) => !/^(?:0|1|2|22|3[1-69]|90)$/.test(colour ?? ''))).toEqual([]);
    // Nothing of the line below is left.
    expect(down.raw).toContain('\u001b[3');
    expect(down.screen.join('\n')).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
  });
});

test('without a terminal: a line when something that takes long has begun, and no escape', async () => {
  const env = { BRAID_PROGRESS: undefined };
  const { stderr, stdout, exitCode } = await runMigrate(['upgrade'], { cwd, env });
  expect(exitCode).toBe(0);
  const lines = stderr.trim().split('\n').map(masked);
  expect(lines.filter((line) => /a1|b1/.test(line)).map((line) => line.slice(0, 20))).toEqual([
    '… 1/2 ↑ a1  shop  it',
    '✓ 1/2 ↑ a1  shop  it',
    '… 2/2 ↑ b1  shop  pr',
    '✓ 2/2 ↑ b1  shop  pr',
  ]);
  expect(stderr + stdout).not.toContain('\u001b');
  const quiet = await runMigrate(['downgrade', 'base', '--yes', '-q'], { cwd, env });
  expect(quiet.stderr).toBe('database: the embedded PostgreSQL in .braid/postgres, because nothing names another\n');
});

function seconds(line: string): number {
  const [, value = '', unit] = /([\d.]+) (m?s)\b/.exec(line.slice(line.indexOf('prices'))) ?? [];
  return unit === 'ms' ? Number(value) / 1000 : Number(value);
}
