import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrateBin } from './support/run-migrate.ts';
import { sampled } from './support/sample.ts';
import { tempDir } from './support/temp-dir.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** Somebody without rights, where this runs as root and they may run Node; else oneself, who is not root or alone. */
function somebody(): User {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  const user = { uid: idOf('-u'), gid: idOf('-g') };
  return spawnSync(process.execPath, [migrateBin, '--version'], { cwd: '/', ...user }).status === 0 ? user : {};
}

/** A user id of which `/etc/passwd` knows nothing, as some platforms run containers. */
const NAMELESS: User = { uid: 54_321, gid: 54_321 };

/** The reference workspace below a folder that nobody may write to, as a bare clone has it but for `config`. */
function clone(user: User, config: Readonly<Record<string, unknown>>): string {
  const parent = tempDir();
  const root = join(parent, 'app');
  mkdirSync(root);
  const isOwn = (path: string): boolean => !/\/(node_modules|dist)$/.test(path);
  cpSync(join(REPOSITORY, 'features'), join(root, 'features'), { recursive: true, filter: isOwn });
  cpSync(join(REPOSITORY, 'package.json'), join(root, 'package.json'));
  writeFileSync(join(root, 'migrate.config.json'), JSON.stringify(config));
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
  const { uid, gid } = user;
  if (uid !== undefined && gid !== undefined) {
    chownSync(root, uid, gid);
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!name.startsWith('node_modules')) chownSync(join(root, name), uid, gid);
    }
  }
  chmodSync(parent, 0o555);
  onTestFinished(() => {
    braid(root, user, {}, 'db', 'stop');
    chmodSync(parent, 0o755);
  });
  return root;
}

function braid(cwd: string, user: User, env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { PATH = '' } = process.env;
  return spawnSync(process.execPath, [migrateBin, ...args], {
    ...{ cwd, ...user, encoding: 'utf8' },
    env: { PATH, NO_COLOR: '1', ...env },
  });
}

describe('upgrade heads works in a bare clone, and starts what it needs', () => {
  const cases = [
    ['by somebody without rights, in CI', somebody(), { CI: 'true', HOME: '/nonexistent' }],
    ['by somebody without rights and without a home, in a production image', somebody(), { NODE_ENV: 'production' }],
    ['by whoever runs the tests, without a home, in a production image in CI', {}, { NODE_ENV: 'production', CI: '1' }],
  ] as const;
  test.each(sampled(cases, 3))('%s', (_, user, env) => {
    const root = clone(user, { embedded: true });
    const { status, stderr, stdout } = braid(root, user, env, 'upgrade', 'heads');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('Applied 42 revisions');
    const after = braid(root, user, env, 'status', '--check');
    expect(after.status, after.stderr + after.stdout).toBe(0);
  });
});

test('in a production image that names no database nothing is started', () => {
  const user = somebody();
  const root = clone(user, {});
  const { status, stderr } = braid(root, user, { NODE_ENV: 'production' }, 'upgrade', 'heads', '--quiet');
  expect(stderr).toMatch(/^error \[no-database\] No database is named/);
  expect(status).toBe(2);
  expect(existsSync(join(root, '.braid'))).toBe(false);
});

test('a user without a name gets one clear error from the server that refuses to start, and files need no name', () => {
  const user = process.getuid?.() === 0 ? NAMELESS : {};
  const root = clone(user, { embedded: true });
  expect(braid(root, user, {}, 'heads')).toMatchObject({ status: 0, stderr: '' });
  const { status, stderr } = braid(root, user, {}, 'upgrade', 'heads');
  // Who runs this without being root has a name, and the server starts.
  if (user.uid === undefined) expect(status, stderr).toBe(0);
  else
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringMatching(/embedded-no-server-user/) });
});
