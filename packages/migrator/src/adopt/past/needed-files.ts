import type { Catalog } from '../../schema/entity/catalog.ts';
import { objectFileName } from '../database/objects/object-file-name.ts';
import { objectStatement } from '../database/objects/object-statement.ts';

/** A file for the `sql/` of a slice. Paths are relative to the workspace root. */
export interface NeededFile {
  readonly folder: string;
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** Files that declare all things of these kinds in a catalog, in its order; things with the same name share a file. */
export function neededFiles(slice: string, catalog: Catalog, kinds: readonly string[]): readonly NeededFile[] {
  const columns = catalog.entities.filter(({ kind }) => kind === 'column');
  const folder = `${slice}/sql`;
  const texts = new Map<string, string>();
  for (const entity of catalog.entities) {
    if (!kinds.includes(entity.kind) || (entity.kind === 'extension' && entity.name === 'plpgsql')) continue;
    const sql = objectStatement(entity, columns);
    if (sql === undefined || sql === '') continue;
    const name = `${objectFileName(entity)}.sql`;
    const before = texts.get(name);
    texts.set(name, `${before === undefined ? '' : `${before}\n`}${sql};\n`);
  }
  return [...texts].map(([name, text]) => ({ folder, name, file: `${folder}/${name}`, text }));
}
