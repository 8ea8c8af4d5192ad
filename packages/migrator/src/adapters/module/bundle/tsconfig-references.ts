import { dirname, join } from 'node:path';
import type { TsConfigResult } from 'get-tsconfig';

/**
 * The files that `paths` of the projects which the nearest tsconfig.json refers to may mean by a specifier; the best
 * first. esbuild knows `paths` of the nearest tsconfig.json and of what that extends, and follows no `references`,
 * which is all that a solution's tsconfig.json has.
 */
export async function referencedPaths(folder: string, specifier: string): Promise<readonly string[]> {
  const { createPathsMatcher, getTsconfig, parseTsconfig } = await import('get-tsconfig');
  const nearest = getTsconfig(folder);
  if (nearest === null) return [];
  return (nearest.config.references ?? []).flatMap(({ path }) => {
    const project = readProject(join(dirname(nearest.path), path), parseTsconfig);
    return project === undefined ? [] : (createPathsMatcher(project)?.(specifier) ?? []);
  });
}

function readProject(path: string, parse: (file: string) => TsConfigResult['config']): TsConfigResult | undefined {
  const file = path.endsWith('.json') ? path : join(path, 'tsconfig.json');
  try {
    return { path: file, config: parse(file) };
  } catch {
    return undefined;
  }
}
