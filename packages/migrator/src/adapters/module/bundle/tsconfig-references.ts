import { dirname, join } from 'node:path';
import type { TsConfigResult } from 'get-tsconfig';

/**
 * The files that a specifier may mean, best first, by the `paths` of the projects that the nearest tsconfig.json refers
 * to. esbuild knows the `paths` of the nearest tsconfig.json and of those that it extends, but follows no `references`,
 * and a solution's tsconfig.json has nothing else.
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
