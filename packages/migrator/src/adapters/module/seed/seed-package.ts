import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package that generates rows. */
const GENERATOR = 'drizzle-seed';
/** The tested versions, by the major version of drizzle-orm. */
const TESTED: Readonly<Record<string, string>> = { '0': '0.3.1', '1': '1.0.0-rc.4' };

/**
 * What to install so that a seed (absolute path) can import a package. Each line of drizzle-orm has its own
 * `drizzle-seed`, and the newest one on npm is not for 1.x.
 */
export function toInstall(file: string, name: string): string {
  if (name !== GENERATOR) return name;
  const tested = TESTED[majorOf(versionOf(file, 'drizzle-orm'))];
  return tested === undefined ? name : `${name}@${tested}`;
}

/** The `drizzle-seed` that this file imports, if it is for a different drizzle-orm from the installed one. */
export function unfitGenerator(file: string) {
  const [version, orm] = [versionOf(file, GENERATOR), versionOf(file, 'drizzle-orm')];
  if (version === undefined || orm === undefined || majorOf(version) === majorOf(orm)) return undefined;
  return { package: `${GENERATOR} ${version}`, orm, install: toInstall(file, GENERATOR) };
}

function majorOf(version = ''): string {
  return version.split('.')[0] ?? '';
}

function versionOf(file: string, name: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(
      readFileSync(join(dirname(createRequire(file).resolve(name)), 'package.json'), 'utf8'),
    );
    const version: unknown = Reflect.get(Object(manifest), 'version');
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
