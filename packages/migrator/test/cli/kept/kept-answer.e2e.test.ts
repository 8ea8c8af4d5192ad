import { spawnSync } from 'node:child_process';
import {
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { revisionText, writeTree } from '../../adapters/fs/write-tree.ts';
import { migrateBin } from '../../support/run-migrate.ts';
import { tempDir } from '../../support/temp-dir.ts';

type Env = Readonly<Record<string, string>>;

/** `migrate <words>` that believes what is older than itself, and its answer. */
function answer(root: string, words: readonly string[] = ['heads'], env: Env = {}, marginMs = 0): string {
  // What is older than the process is believed, or older than that.
  const program = `require(${JSON.stringify(migrateBin)}).start(process.argv.slice(2), ${marginMs})`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program, '--', 'migrate', ...words], {
    cwd: root,
    // Without a home, the system is asked for it, and nothing is kept.
    env: { PATH: process.env.PATH ?? '', HOME: root, BRAID_CALLED_AS: 'migrate', ...env },
    encoding: 'utf8',
  });
  return `${status}\n${stdout}\n${stderr}`;
}

/** As it is without what was kept: a word before the command, and the launcher does not look for it. */
const withoutKept = (root: string, env: Env = {}): string =>
  answer(root, ['--workspace', root, 'heads'], env).replaceAll(` --workspace ${root}`, '');

const FIRST = 'features/events/migrations/1.sql';
const SECOND = 'features/events/migrations/2.sql';
const OTHER = 'features/orders/migrations/1.sql';

function workspace(): string {
  return writeTree({
    'migrate.config.json': '{}',
    '.braid/cache/here': '',
    'features/events/slice.json': '{ "label": "events" }',
    'features/orders/slice.json': '{ "label": "orders" }',
    [FIRST]: revisionText('1aaa'),
    [SECOND]: revisionText('2aaa', '-- revises: 1aaa'),
    [OTHER]: revisionText('3aaa'),
  });
}

const keptFiles = (root: string): readonly string[] =>
  readdirSync(join(root, '.braid/cache'))
    .filter((name) => name.startsWith('answer-'))
    .map((name) => join(root, '.braid/cache', name));

/** A mark is a word there, an answer a list. */
function isAnswer(file: string): boolean {
  const [, content = ''] = readFileSync(file, 'utf8').split('\n');
  const [, kept]: readonly unknown[] = JSON.parse(content);
  return Array.isArray(kept);
}

/** What is kept, and when: a command that finds an answer writes none. */
const kept = (root: string) =>
  keptFiles(root)
    .filter(isAnswer)
    .map((file) => [file, statSync(file).ino]);

function keptWorkspace(): string {
  const root = workspace();
  // Of the first one, only that there may be a use for it.
  answer(root);
  expect(kept(root)).toEqual([]);
  answer(root);
  expect(kept(root)).toHaveLength(1);
  return root;
}

test('the third time an answer is found', () => {
  const root = keptWorkspace();
  const before = kept(root);
  expect(answer(root)).toBe(withoutKept(root));
  expect(answer(root)).toContain('2aaa');
  expect(kept(root)).toEqual(before);
});

/** Does something to a file, and gives it the times of before. */
function disguised(path: string, edit: () => void): void {
  const { atimeMs, mtimeMs } = statSync(path);
  edit();
  utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
}

const EDITS: Readonly<Record<string, (at: (file: string) => string) => void>> = {
  'same size': (at) => writeFileSync(at(SECOND), revisionText('4aaa', '-- revises: 1aaa')),
  'same size, and the time of before': (at) =>
    disguised(at(SECOND), () => writeFileSync(at(SECOND), revisionText('4aaa', '-- revises: 1aaa'))),
  'another file in its place, with the time of before': (at) =>
    disguised(at(OTHER), () => {
      writeFileSync(at('new'), revisionText('4aaa'));
      renameSync(at('new'), at(OTHER));
    }),
  'two change places': (at) => {
    renameSync(at(OTHER), at('aside'));
    renameSync(at(SECOND), at(OTHER));
    renameSync(at('aside'), at(SECOND));
  },
  'a second name of another file': (at) => {
    rmSync(at(SECOND));
    linkSync(at(OTHER), at(SECOND));
  },
  'a link to another file': (at) => {
    rmSync(at(SECOND));
    symlinkSync(at(OTHER), at(SECOND));
  },
  'a new file': (at) => writeFileSync(at('features/events/migrations/3.sql'), revisionText('4aaa', '-- revises: 2aaa')),
  'another name': (at) => renameSync(at(SECOND), at('features/events/migrations/3.sql')),
  removed: (at) => rmSync(at(SECOND)),
  'no revision any more': (at) => writeFileSync(at(SECOND), 'select 1;\n'),
  'a second head': (at) => writeFileSync(at(SECOND), revisionText('2aaa')),
  'a new slice': (at) => {
    mkdirSync(at('features/users/migrations'), { recursive: true });
    writeFileSync(at('features/users/slice.json'), '{ "label": "users" }');
    writeFileSync(at('features/users/migrations/1.sql'), revisionText('4aaa'));
  },
  'a slice less': (at) => rmSync(at('features/orders'), { recursive: true }),
  'another label': (at) => writeFileSync(at('features/orders/slice.json'), '{ "label": "trades" }'),
  'folders that change places': (at) => {
    renameSync(at('features/orders/migrations'), at('aside'));
    renameSync(at('features/events/migrations'), at('features/orders/migrations'));
    renameSync(at('aside'), at('features/events/migrations'));
  },
  'a link to the same folder': (at) => {
    renameSync(at('features/orders'), at('orders'));
    symlinkSync(at('orders'), at('features/orders'));
  },
  'a link to the same folder elsewhere': (at) => {
    const elsewhere = join(tempDir(), 'features');
    renameSync(at('features'), elsewhere);
    symlinkSync(elsewhere, at('features'));
  },
  'another configuration': (at) => writeFileSync(at('migrate.config.json'), '{ "slices": ["features/events"] }'),
  'a configuration that is wrong': (at) => writeFileSync(at('migrate.config.json'), '{ "slice": [] }'),
  'a second configuration': (at) => writeFileSync(at('migrate.config.mjs'), 'export default {};'),
  'a configuration that is code': (at) => {
    rmSync(at('migrate.config.json'));
    writeFileSync(at('migrate.config.mjs'), 'export default { slices: ["features/events", ...[]] };');
  },
  'variables of a file': (at) => writeFileSync(at('.env'), 'BRAID_ENV=none\nFORCE_COLOR=1\n'),
  'a link out of the workspace': (at) => symlinkSync(tempDir(), at('.braid/outside')),
  'only looked at': (at) => void readFileSync(at(SECOND)),
  'only the time': (at) => utimesSync(at(SECOND), 1_000_000, 1_000_000),
  'damage to what is kept': (at) => {
    for (const file of keptFiles(at('.'))) writeFileSync(file, readFileSync(file, 'utf8').replace('2aaa', '2bbb'));
  },
  'half of what is kept': (at) => {
    for (const file of keptFiles(at('.'))) writeFileSync(file, readFileSync(file, 'utf8').slice(0, 300));
  },
};

test.each(Object.keys(EDITS))('an answer is the one of the files: %s', (name) => {
  const root = keptWorkspace();
  EDITS[name]?.((file) => join(root, file));
  const now = withoutKept(root);
  // At once, and what is kept then.
  for (let time = 0; time < 3; time += 1) expect(answer(root)).toBe(now);
});

test('another environment has another answer', () => {
  const root = keptWorkspace();
  const coloured = answer(root, ['heads'], { FORCE_COLOR: '1' });
  expect(coloured).toBe(withoutKept(root, { FORCE_COLOR: '1' }));
  expect(coloured).not.toBe(answer(root));
});

test('other words have other answers', () => {
  const root = keptWorkspace();
  for (let time = 0; time < 2; time += 1) answer(root, ['--slice', 'orders', 'heads', '--json']);
  expect(kept(root)).toHaveLength(2);
  expect(JSON.parse(answer(root, ['--slice', 'orders', 'heads', '--json']).slice(2))).toMatchObject({
    heads: [{ revision: '3aaa' }],
  });
  expect(answer(root, ['heads'])).toContain('2aaa');
  expect(answer(root, ['heads', '--no-such-option'])).toMatch(/^2\n/);
});

test('a copy of a workspace is another one', () => {
  const root = keptWorkspace();
  const copy = join(tempDir(), 'copy');
  cpSync(root, copy, { recursive: true, preserveTimestamps: true });
  writeFileSync(join(copy, SECOND), revisionText('4aaa', '-- revises: 1aaa'));
  expect(answer(copy)).toContain('4aaa');
});

test.each([
  ['files that changed in the last hour', ['heads'], 3_600_000, '{}'],
  ['what asks git', ['heads', '--verbose'], 0, '{}'],
  ['a configuration that is code', ['heads', '--run-config'], 0, undefined],
  ['other commands', ['history'], 0, '{}'],
] as const)('nothing is kept of %s', (_, words, marginMs, config) => {
  const root = workspace();
  if (config === undefined) {
    rmSync(join(root, 'migrate.config.json'));
    writeFileSync(join(root, 'migrate.config.mjs'), 'export default { slices: ["features/*", ...[]] };');
  }
  for (let time = 0; time < 3; time += 1) expect(answer(root, words, {}, marginMs)).toMatch(/^0\n/);
  expect(kept(root)).toEqual([]);
});

test('nothing is kept in a folder that is a link, or where there is none', () => {
  const [root, elsewhere] = [workspace(), tempDir()];
  rmSync(join(root, '.braid'), { recursive: true });
  answer(root);
  expect(readdirSync(root)).not.toContain('.braid');
  mkdirSync(join(elsewhere, 'cache'));
  symlinkSync(elsewhere, join(root, '.braid'));
  answer(root);
  expect(readdirSync(join(elsewhere, 'cache'))).toEqual([]);
});
