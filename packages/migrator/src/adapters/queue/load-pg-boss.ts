import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type PgBoss from 'pg-boss';
import { FleetQueueError } from '../../errors/fleet/fleet-queue-error.ts';

/** The major version that Braid works with: others have a different interface, and different tables. */
const MAJOR = '10.';

/**
 * Loads pg-boss, which is an optional peer, from the workspace, or from next to Braid. Throws a `FleetQueueError` when
 * it is missing or has another version.
 *
 * @param beside a file of Braid
 */
export async function loadPgBoss(fleet: string, root: string, beside = import.meta.url): Promise<typeof PgBoss> {
  const place = [join(root, 'package.json'), beside].flatMap((from) => found(from))[0];
  if (place === undefined) throw new FleetQueueError({ fleet, problem: 'missing' });
  const version = versionFrom(place.require);
  if (!version.startsWith(MAJOR)) throw new FleetQueueError({ fleet, problem: 'version', version });
  const module: unknown = await import(pathToFileURL(place.file).href);
  const loaded = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (isPgBoss(loaded)) return loaded;
  throw new FleetQueueError({ fleet, problem: 'version', version });
}

interface Place {
  readonly file: string;
  readonly require: NodeJS.Require;
}

function found(from: string): readonly Place[] {
  const require = createRequire(from);
  try {
    return [{ file: require.resolve('pg-boss'), require }];
  } catch {
    return [];
  }
}

function versionFrom(require: NodeJS.Require): string {
  try {
    const manifest: unknown = require('pg-boss/package.json');
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  } catch {
    // It does not show its package.json, as later versions may not.
  }
  return 'another version';
}

function isPgBoss(value: unknown): value is typeof PgBoss {
  return typeof value === 'function';
}
