import { UnknownSeedError } from '../../errors/seed/seed-errors.ts';
import { parseSeed } from '../../revision/seed/parse-seed.ts';
import type { SeedFile } from '../../revision/seed/seed-file.ts';
import type { Workbench } from '../shared/workbench.ts';
import { slicesInOrder } from './slice-order.ts';

/**
 * The seeds of the workspace in the order in which they run: each slice after those that it needs, and within a slice
 * by file name. Throws a `SeedFileError`.
 */
export function readSeedFiles(
  { workspace, files, graph }: Pick<Workbench, 'workspace' | 'files' | 'graph'>,
  slice: string | undefined,
): readonly SeedFile[] {
  const { slices } = workspace;
  const order = slicesInOrder(
    slices.map(({ label }) => label),
    graph().ordered,
  );
  return order
    .filter((label) => slice === undefined || label === slice)
    .flatMap((label) => slices.filter((each) => each.label === label))
    .flatMap(({ label, folder }) => {
      const place = folder === '' ? 'seeds' : `${folder}/seeds`;
      const names = [...files.list(place, '.sql'), ...files.list(place, '.ts')].filter(
        (name) => !/\.d\.ts$/.test(name),
      );
      return names.toSorted().map((name) => parseSeed(files.read(`${place}/${name}`) ?? '', label, `${place}/${name}`));
    });
}

/** The seeds with these names, in running order; a name may omit its slice. Throws an `UnknownSeedError`. */
export function namedSeeds(seeds: readonly SeedFile[], names: readonly string[]): readonly SeedFile[] {
  const found = names.map((given) => {
    const [seed, ...more] = seeds.filter(({ name }) => name === given || name.endsWith(`/${given}`));
    if (seed === undefined || more.length > 0) {
      throw new UnknownSeedError({ given, known: seeds.map(({ name }) => name) });
    }
    return seed;
  });
  return seeds.filter((seed) => found.includes(seed));
}
