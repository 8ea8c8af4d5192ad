import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  EmbeddedClusterBrokenError,
  EmbeddedClusterMajorError,
  EmbeddedInitdbError,
} from '../../errors/embedded/cluster-errors.ts';
import { EmbeddedDiskFullError, EmbeddedPlatformError, EmbeddedUserError } from '../../errors/embedded/host-errors.ts';
import { systemCode } from '../process/system-code.ts';
import { fileError } from './folder/file-error.ts';
import type { ServerFolder } from './folder/server-folder.ts';
import { type ClusterFacts, readClusterFacts, writeClusterFacts } from './folder/server-state.ts';
import { leaveOutMaps } from './leave-out-maps.ts';
import type { ServerUser } from './server/server-user.ts';
import { type EmbeddedProfile, serverEnvironment } from './server/settings.ts';

export interface ClusterRequest {
  readonly folder: ServerFolder;
  readonly user: ServerUser | undefined;
  readonly initdb: string;
  readonly major: number;
  readonly profile: EmbeddedProfile;
}

/**
 * Makes the cluster if there is none. initdb works in a folder of its own, which is renamed when it is complete, so a
 * `data` folder is never half made, whenever this process is killed. The caller must hold the start lock.
 *
 * @throws EmbeddedClusterMajorError, EmbeddedClusterBrokenError, EmbeddedInitdbError, EmbeddedUserError,
 *   EmbeddedPlatformError, EmbeddedDiskFullError, EmbeddedPermissionError
 */
export async function ensureCluster(request: ClusterRequest): Promise<ClusterFacts> {
  const { folder, major } = request;
  removeUnfinished(folder);
  if (isCluster(folder.data)) {
    checkMajor(folder.data, major);
    const facts = readClusterFacts(folder.cluster);
    if (facts === undefined) throw new EmbeddedClusterBrokenError({ path: folder.home, missing: 'cluster.json' });
    return facts;
  }
  // Nothing of ours looks like this; keep it for its owner.
  if (existsSync(folder.data)) renameSync(folder.data, `${folder.data}.aside-${randomBytes(4).toString('hex')}`);
  const facts: ClusterFacts = { password: randomBytes(16).toString('hex'), port: 0, databases: [] };
  const unfinished = `${folder.data}.new-${randomBytes(4).toString('hex')}`;
  try {
    await runInitdb(request, unfinished, facts.password);
    // Its databases live for seconds, and are not vacuumed.
    if (request.profile === 'scratch') leaveOutMaps(join(unfinished, 'data'));
    writeClusterFacts(folder.cluster, facts);
    renameSync(join(unfinished, 'data'), folder.data);
  } catch (error) {
    throw fileError(error, folder.data);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return facts;
}

function isCluster(data: string): boolean {
  if (existsSync(join(data, 'PG_VERSION'))) return true;
  if (existsSync(join(data, 'global', 'pg_control')))
    throw new EmbeddedClusterBrokenError({ path: data, missing: 'PG_VERSION' });
  return false;
}

function checkMajor(data: string, major: number): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found !== String(major)) throw new EmbeddedClusterMajorError({ path: data, found, wanted: major });
  if (!existsSync(join(data, 'global', 'pg_control')))
    throw new EmbeddedClusterBrokenError({ path: data, missing: 'global/pg_control' });
}

function removeUnfinished(folder: ServerFolder): void {
  for (const name of readdirSync(folder.home)) {
    // An orphaned initdb may still write there; what is left is removed next time.
    if (name.startsWith('data.new-')) rmSync(join(folder.home, name), { recursive: true, force: true, maxRetries: 2 });
  }
}

async function runInitdb(request: ClusterRequest, unfinished: string, password: string): Promise<void> {
  const { user, initdb, major, profile } = request;
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(unfinished, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid);
  const data = join(unfinished, 'data');
  const locale =
    major >= 17
      ? ['--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8']
      : [process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C'];
  const sync = profile === 'scratch' ? ['--no-sync'] : [];
  const arguments_ = ['-D', data, '-U', 'postgres', '--encoding=UTF8', ...locale, ...sync];
  const security = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const { status, output } = await run(initdb, [...arguments_, ...security], { ...user, cwd: unfinished }, profile);
  if (status === 0) return;
  const lines = output.trim().split('\n').slice(-12);
  if (output.includes('could not look up effective user ID')) {
    throw new EmbeddedUserError({
      uid: user?.uid ?? process.geteuid?.() ?? null,
      problem: 'no-name',
      said: lines.at(-1) ?? 'the user has no name',
    });
  }
  if (/No space left on device|Disk quota exceeded/.test(output)) throw new EmbeddedDiskFullError({ path: data });
  throw new EmbeddedInitdbError({ path: data, lines });
}

type RunOptions = { uid?: number; gid?: number; cwd: string };

function run(program: string, arguments_: readonly string[], options: RunOptions, profile: EmbeddedProfile) {
  return new Promise<{ status: number | null; output: string }>((resolve, reject) => {
    const child = spawn(program, arguments_, {
      ...options,
      env: serverEnvironment(profile),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => reject(spawnError(error, program, options)));
    child.on('close', (status) => resolve({ status, output }));
  });
}

function spawnError(error: Error, program: string, { uid }: RunOptions): Error {
  // The program exists, but the kernel says ENOENT: its loader is missing, since it is built for another C library.
  if (systemCode(error) === 'ENOENT' && statSync(program, { throwIfNoEntry: false }) !== undefined) {
    return new EmbeddedPlatformError({ platform: process.platform, arch: process.arch, only: 'musl' });
  }
  if (uid !== undefined && ['EPERM', 'EINVAL'].includes(systemCode(error) ?? '')) {
    return new EmbeddedUserError({ uid, problem: 'refused', said: error.message }, { cause: error });
  }
  return error;
}
