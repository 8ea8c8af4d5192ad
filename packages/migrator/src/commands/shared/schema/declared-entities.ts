import type { Slice } from '../../../revision/slice.ts';
import type { OwnedEntities } from '../../../schema/entity/ownership.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { Workbench } from '../workbench.ts';
import { declaredObjects } from './declared-objects.ts';

/**
 * What schema files and `sql/` files declare; slices whose schema file is not to be loaded (`load`; default: all are)
 * declare what `known` says.
 *
 * @param whileLoaded called when the schema files have begun to load, in a thread of their own
 */
export async function declaredEntities(
  bench: Pick<Workbench, 'workspace' | 'files' | 'differ' | 'parser'>,
  load: readonly Slice[] = bench.workspace.slices,
  known: (slice: Slice) => readonly SchemaEntity[] = () => [],
  whileLoaded: () => void = () => undefined,
): Promise<readonly OwnedEntities[]> {
  const { slices } = bench.workspace;
  const others = slices.filter((slice) => !load.includes(slice));
  const differ = await bench.differ();
  const loading = differ.load(load, others);
  // A failure is thrown below, where the result is awaited.
  loading.catch(() => undefined);
  const drizzle = new Map(others.map((slice) => [slice.label, known(slice).filter(({ type }) => type !== 'object')]));
  whileLoaded();
  const loaded = new Map((await loading).map((each) => [each.slice, each]));
  for (const [label, { entities }] of loaded) drizzle.set(label, [...entities]);
  const objects = await declaredObjects(bench, drizzle);
  return slices.map((slice) => ({
    slice: slice.label,
    entities: [...(drizzle.get(slice.label) ?? []), ...(objects.get(slice.label) ?? [])],
    existing: loaded.get(slice.label)?.existing ?? [],
    file: declaringFile(slice),
  }));
}

/** The file, or the folder, in which a slice declares what it has. */
export function declaringFile({ schema, folder }: Slice): string {
  return schema ?? `${folder}/sql`;
}
