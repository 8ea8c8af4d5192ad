import {
  DuplicateSqlObjectError,
  ForeignSqlObjectError,
  NotDeclarableError,
  SqlObjectSyntaxError,
} from '../../../errors/files/sql-object-errors.ts';
import type { SqlParser } from '../../../ports/sql-parser.ts';
import type { Slice } from '../../../revision/slice.ts';
import { entityLabel, type SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import { partitioningEntity } from '../../../schema/partitioning/partitioning-of.ts';
import { redactSql } from '../../../sql/redact-sql.ts';
import { splitStatements } from '../../../sql/script/split-statements.ts';
import type { Statement } from '../../../sql/script/statement.ts';
import { withoutSecrets } from '../../../sql/secrets/without-secrets.ts';
import { readStatement } from '../../../sql/statement/read-statement.ts';
import { type DeclaredObject, drizzleTwin } from '../../../sql-objects/declared-object.ts';
import { statementEffects } from '../../../sql-objects/effects/statement-effects.ts';
import { foreignDeclaration } from '../../../sql-objects/foreign-declaration.ts';
import { readObject } from '../../../sql-objects/objects/read-object.ts';
import { objectEntity } from '../../../sql-objects/plan/object-entity.ts';
import type { Workbench } from '../workbench.ts';
import { declaredPartitionings, type SqlFileText } from './declared-partitionings.ts';

/**
 * What the files `sql/*.sql` of all slices declare, as entities by slice label. `drizzle` is what their schemas
 * declare. Throws a `RevisionFileError` that names file, line and column: no SQL, no declaration, declared twice, a
 * thing of another slice.
 */
export async function declaredObjects(
  bench: Pick<Workbench, 'workspace' | 'files' | 'parser'>,
  drizzle: ReadonlyMap<string, readonly SchemaEntity[]>,
): Promise<ReadonlyMap<string, readonly SchemaEntity[]>> {
  const sources = bench.workspace.slices.flatMap((slice) => sqlFiles(bench, slice));
  if (sources.length === 0) return new Map();
  const statements = sources.flatMap((source) =>
    splitStatements(source.text, source).map((each) => [source, each] as const),
  );
  // The parser is 2 MB, and comments are read without it.
  const parser = statements.length === 0 ? undefined : await bench.parser();
  const objects =
    parser === undefined ? [] : statements.map(([source, statement]) => objectIn(source, statement, parser));
  const first = new Map<string, DeclaredObject>();
  for (const declared of objects) {
    const { label } = declared.object;
    const other = first.get(label);
    if (other !== undefined)
      throw new DuplicateSqlObjectError({
        ...declared.place,
        object: label,
        other: { in: 'file', file: other.place.file, line: other.place.line },
      });
    first.set(label, declared);
    for (const [slice, entities] of drizzle) {
      const twin = drizzleTwin(declared, entities);
      if (twin !== undefined)
        throw new DuplicateSqlObjectError({
          ...declared.place,
          object: label,
          other: { in: 'schema', slice, entity: entityLabel(twin) },
        });
    }
    const foreign = foreignDeclaration(declared, objects, drizzle);
    if (foreign !== undefined) {
      const { object, owner } = foreign;
      throw new ForeignSqlObjectError({ ...declared.place, declares: label, object, owner });
    }
  }
  const partitionings = declaredPartitionings(sources, drizzle);
  return new Map(
    bench.workspace.slices.map(({ label }) => [
      label,
      [
        ...objects.filter(({ slice }) => slice === label).map(({ object, sql }) => objectEntity(object, sql)),
        ...partitionings
          .filter(({ slice }) => slice === label)
          .map(({ partitioning }) => partitioningEntity(partitioning)),
      ],
    ]),
  );
}

/** Whether a slice has files in `sql/`. */
export function hasObjects({ files }: Pick<Workbench, 'files'>, { folder }: Slice): boolean {
  return files.list(`${folder}/sql`, '.sql').length > 0;
}

export function sqlFiles({ files }: Pick<Workbench, 'files'>, { label, folder }: Slice): readonly SqlFileText[] {
  const names = files.list(`${folder}/sql`, '.sql');
  return names.map((name) => {
    const file = `${folder}/sql/${name}`;
    return { slice: label, file, text: files.read(file) ?? '' };
  });
}

function objectIn(
  { slice, file, text }: SqlFileText,
  statement: Statement,
  parser: SqlParser,
): DeclaredObject & { readonly sql: string } {
  const place = { slice, file, line: statement.line, column: statement.column };
  const parsed = parser.parse(statement.sql);
  if ('problem' in parsed)
    throw new SqlObjectSyntaxError({
      slice,
      file,
      ...placeIn(text, statement, parsed.offset),
      problem: withoutSecrets(parsed.problem, readStatement(statement.sql).secrets),
    });
  const [node = {}] = parsed.statements;
  const object = readObject(node, statement.sql);
  if (typeof object === 'string') {
    throw new NotDeclarableError({ ...place, statement: redactSql(statement.sql), reason: object });
  }
  return { slice, place, object, effects: statementEffects(node).effects, sql: statement.sql };
}

function placeIn(
  text: string,
  { offset }: Statement,
  within: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset + within).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
