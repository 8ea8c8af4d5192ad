import { foreignLedgers } from '../../../adopt/database/foreign-ledgers.ts';
import { objectFiles } from '../../../adopt/database/objects/object-files.ts';
import { pulledEntities } from '../../../adopt/database/read/pulled-entities.ts';
import { assignedTables } from '../../../adopt/database/split/assigned-tables.ts';
import { groupTables } from '../../../adopt/database/split/group-tables.ts';
import { planSlices } from '../../../adopt/database/split/plan-slices.ts';
import { tableLinks } from '../../../adopt/database/split/table-links.ts';
import { schemaFiles } from '../../../adopt/database/text/schema-files.ts';
import type { LedgerRelation } from '../../../adopt/foreign-ledger.ts';
import { NoSliceFolderError } from '../../../errors/adopt/pull-errors.ts';
import { DrizzleOrmMissingError, DrizzleOrmVersionError } from '../../../errors/schema/drizzle-errors.ts';
import type { NewFile } from '../../../ports/workspace/foreign-files.ts';
import type { ProjectFacts } from '../../../ports/workspace/project-facts.ts';
import { ignorePatterns } from '../../../proof/drift/ignore-pattern.ts';
import { withoutLedgers } from '../../../proof/drift/without-ledgers.ts';
import { schemaPath } from '../../../scaffold/schema-path.ts';
import { type Catalog, catalogOf } from '../../../schema/entity/catalog.ts';
import { ofType } from '../../../schema/entity/schema-entity.ts';
import { TableKey } from '../../../schema/entity/table-key.ts';
import type { AdoptExistingBench, AdoptExistingOptions } from './adopt-database-options.ts';

/** The files of the slices that a database is split into. */
export interface PulledFiles {
  readonly slices: readonly { readonly label: string; readonly folder: string; readonly tables: number }[];
  readonly files: readonly NewFile[];
  /** Ledgers of other tools; they are left out. */
  readonly ledgers: readonly LedgerRelation[];
  /** What is in no file, for people. */
  readonly unsaid: readonly string[];
}

/**
 * Writes a database as slices: schema files for the drizzle-orm of the workspace, `sql/` files for what Drizzle cannot
 * declare. Throws the errors of `pull-errors.ts` and those of a missing drizzle-orm.
 */
export async function pullFiles(
  bench: AdoptExistingBench,
  live: Catalog,
  options: AdoptExistingOptions,
): Promise<PulledFiles> {
  const ledgers = foreignLedgers(live);
  const ignored = ignorePatterns(bench.settings.driftIgnore);
  const seen = withoutLedgers(catalogOf([]), live, ledgers);
  const catalog = catalogOf(seen.entities.filter((entity) => !ignored(entity)));
  const { entities, rest } = pulledEntities(catalog);
  const tables = ofType(entities, 'table').map(({ schema, name }) => TableKey.of(schema, name));
  const labels =
    options.assign === undefined
      ? groupTables(options.by ?? 'schema', tables, tableLinks(entities))
      : assignedTables(options.assign, bench.documents.readJson(options.assign), tables);
  const slices = planSlices(entities, labels);
  const project = await bench.project();
  const [first] = slices;
  const slice = first?.label ?? 'app';
  if (project.ormVersion === undefined) throw new DrizzleOrmMissingError({ slice });
  if (project.orm === undefined) throw new DrizzleOrmVersionError({ slice, version: project.ormVersion });
  const folders = new Map(slices.map(({ label }) => [label, folderOf(project, label)]));
  const viewColumns = pulledEntities(viewsAsTables(catalog)).entities;
  const texts = schemaFiles({
    slices,
    isStable: project.orm === 'stable',
    viewColumns: ofType(viewColumns, 'column'),
    pathOf: (label) => `../${label}/schema${project.hasExtensions ? '.js' : ''}`,
  });
  const objects = objectFiles(rest, catalog, slices);
  const inFolder = (label: string, path: string): string => `${folders.get(label) ?? label}/${path}`;
  return {
    slices: slices.map(({ label, entities: own }) => ({
      ...{ label, folder: folders.get(label) ?? label },
      tables: ofType(own, 'table').length,
    })),
    files: [
      ...slices.flatMap(({ label }) => [
        { file: inFolder(label, 'slice.json'), text: manifest(label, folders.get(label) ?? label) },
        { file: inFolder(label, 'schema.ts'), text: texts.get(label) ?? '' },
      ]),
      ...objects.files.map((each) => ({ file: inFolder(each.slice, each.path), text: each.text })),
    ],
    ledgers,
    unsaid: objects.unsaid,
  };
}

function folderOf(project: ProjectFacts, label: string): string {
  const folder = project.sliceFolder(label);
  if (folder === undefined) throw new NoSliceFolderError({ slice: label });
  return folder;
}

function manifest(label: string, folder: string): string {
  const $schema = schemaPath(folder, 'slice');
  return `${JSON.stringify({ $schema, label, schema: './schema.ts', migrations: './migrations' }, undefined, 2)}\n`;
}

/** Columns of views are read as those of tables are. */
function viewsAsTables({ entities }: Catalog): Catalog {
  return catalogOf(
    entities.flatMap((entity) => {
      if (entity.kind === 'view' || entity.kind === 'materialized view') {
        const { columnOrder = [] } = entity.facts;
        return [{ ...entity, kind: 'table', facts: { columnOrder } }];
      }
      return ['column', 'enum', 'sequence'].includes(entity.kind) ? [entity] : [];
    }),
  );
}
