import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { requireCached } from './code-cache.ts';
import { importOrm } from './drizzle-orm-modules.ts';
import { drizzleRequire } from './drizzle-require.ts';
import { WorkerFailure } from './worker-protocol.ts';

type DrizzleKit = Pick<typeof import('drizzle-kit/api-postgres'), 'generateDrizzleJson' | 'generateMigration'>;

/** drizzle-kit, and the means to make its next loading faster. */
export interface LoadedDrizzleKit {
  readonly api: DrizzleKit;
  keep(): void;
}

/**
 * drizzle-kit of the workspace, or the one beside this package. As Node loads it, it takes 0.4 s and 110 MB: half of that are the other dialects of drizzle-orm
 * (see {@link drizzleRequire}), and a tenth is saved by the code cache in `cacheFolder`. By `import`, where tsx reads its 6 MB too, it would be four seconds.
 */
export async function loadDrizzleKit(root: string, cacheFolder?: string): Promise<LoadedDrizzleKit> {
  const path = locateDrizzleKit(root);
  if (path === undefined) throw new WorkerFailure({ problem: 'kit-missing', module: 'drizzle-kit' });
  const version = versionOf(path);
  if (!isSupported(version)) throw new WorkerFailure({ problem: 'kit-version', version });
  const require = drizzleRequire(path, await importOrm(path));
  const { exports: api, keep } = requireCached(path, require, version, cacheFolder);
  if (isDrizzleKit(api)) return { api, keep };
  throw new WorkerFailure({ problem: 'kit-version', version });
}

/** The path of the module that `loadDrizzleKit` loads. */
export function locateDrizzleKit(root: string): string | undefined {
  return locate(join(root, 'package.json')) ?? locate(import.meta.url);
}

function locate(from: string): string | undefined {
  try {
    return createRequire(from).resolve('drizzle-kit/api-postgres');
  } catch {
    // Older versions have no such entry: then their version says so.
    try {
      return createRequire(from).resolve('drizzle-kit/api');
    } catch {
      return undefined;
    }
  }
}

/** `./package.json` is not exported, so it is read beside the module. */
function versionOf(path: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(path), 'package.json'), 'utf8'));
  const version: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

/** 1.0.0-rc.5 or newer: before, renames could not be answered and the state had another format. */
export function isSupported(version: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-(.+))?$/.exec(version);
  if (match === null) return false;
  const [, major, minor, patch, pre] = match;
  if (major !== '1') return false;
  if (pre === undefined || minor !== '0' || patch !== '0') return true;
  const candidate = /^rc\.(\d+)/.exec(pre);
  return candidate !== null && Number(candidate[1]) >= 5;
}

function isDrizzleKit(api: unknown): api is DrizzleKit {
  if (typeof api !== 'object' || api === null) return false;
  return ['generateDrizzleJson', 'generateMigration'].every((name) => typeof Reflect.get(api, name) === 'function');
}
