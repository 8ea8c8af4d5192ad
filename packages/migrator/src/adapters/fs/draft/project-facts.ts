import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ProjectFacts } from '../../../ports/workspace/project-facts.ts';
import { ormLine } from '../../drizzle-orm/orm-version.ts';

export function projectFacts(root: string, sliceGlobs: readonly string[]): ProjectFacts {
  const own = createRequire(join(root, 'package.json'));
  const ormVersion = manifestValue(() => join(dirname(own.resolve('drizzle-orm')), 'package.json'), 'version');
  const parent = sliceGlobs.find((glob) => /^[^*]+\/\*$/.test(glob))?.slice(0, -2);
  return {
    ormVersion,
    orm: ormVersion === undefined ? undefined : ormLine(ormVersion),
    hasExtensions: manifestValue(() => join(root, 'package.json'), 'type') === 'module',
    sliceFolder: (label) => (parent === undefined ? undefined : `${parent}/${label}`),
  };
}

function manifestValue(path: () => string, key: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path(), 'utf8'));
    const value: unknown = Reflect.get(Object(manifest), key);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
