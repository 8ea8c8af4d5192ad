import type { Access, Does } from '../../footprint/access.ts';
import type { ObjectRef } from '../../object-ref.ts';
import type { PlacedStatement } from '../../ownership/placed-statement.ts';
import type { Step } from '../step.ts';

/**
 * The statements of a history that may matter for the races of some revisions: those that name the same things, under
 * any of their names, and those that define something that refers to them. The result may contain more, never less. A
 * commit changes a few of thousands of revisions, so only what they reach is read.
 */
export function relevantStatements(
  steps: readonly Step[],
  isWanted: (revision: string) => boolean,
): (step: Step, statement: PlacedStatement) => boolean {
  const { loud, renames } = survey(steps);
  const names = wantedNames(steps, isWanted, loud);
  withRenames(names, renames);
  // Dropping a view releases what it refers to.
  const isDefinition = ({ does, object }: Access): boolean => DEFINES.has(does) && names.has(object.name);
  for (const { object } of [...beside(steps, isDefinition)]) addName(names, object, loud);
  withRenames(names, renames);
  const reaches = ({ object, type }: Access): boolean =>
    names.has(object.name) ||
    (type !== undefined && names.has(type.name)) ||
    names.has(object.schema) ||
    object.space === EXTENSION;
  const defined = new Set<string>();
  for (const { does, object } of beside(steps, reaches)) if (DEFINES.has(does)) defined.add(object.name);
  withRenames(defined, renames);
  // Without a schema, a name may mean each of these.
  const searching = new Set(
    steps.filter(({ statements }) => statements.some((each) => searchedBy(each).some((schema) => names.has(schema)))),
  );
  return (step, { accesses = NONE }) =>
    accesses.some((access) => reaches(access) || defined.has(access.object.name)) || searching.has(step);
}

/** Its members have other names. */
const EXTENSION = 'extension';
const DEFINES: ReadonlySet<Does> = new Set(['make', 'alter', 'set']);
const QUIET: ReadonlySet<Does> = new Set(['use', 'read']);
const NONE: readonly Access[] = [];

interface Survey {
  /**
   * Names of things that any statement creates, changes or writes; there can be no race over others, such as `text`.
   */
  readonly loud: ReadonlySet<string>;
  readonly renames: readonly (readonly [string, string])[];
}

function survey(steps: readonly Step[]): Survey {
  const loud = new Set<string>();
  const renames: (readonly [string, string])[] = [];
  for (const { statements } of steps) {
    for (const { accesses = NONE } of statements) {
      for (const { does, object, renamedTo } of accesses) {
        if (!QUIET.has(does)) loud.add(object.name);
        if (renamedTo !== undefined && renamedTo.object.name !== object.name)
          renames.push([object.name, renamedTo.object.name]);
      }
    }
  }
  return { loud, renames };
}

/** The names in the wanted revisions, and functions that queries run, which cannot be read. */
function wantedNames(
  steps: readonly Step[],
  isWanted: (revision: string) => boolean,
  loud: ReadonlySet<string>,
): Set<string> {
  const names = new Set<string>();
  for (const { revision, statements } of steps) {
    const wanted = isWanted(revision);
    for (const statement of statements) {
      for (const object of statement.calls ?? []) addName(names, object, loud);
      if (!wanted) continue;
      for (const { object } of statement.accesses ?? NONE) addName(names, object, loud);
      for (const word of [...(statement.words ?? []), ...(statement.bodyWords ?? [])])
        if (loud.has(word)) names.add(word);
      for (const schema of searchedBy(statement)) names.add(schema);
    }
  }
  return names;
}

/** A temporary table hides another one with its name. */
function addName(names: Set<string>, { schema, name }: ObjectRef, loud: ReadonlySet<string>): void {
  if (loud.has(name)) names.add(name);
  if (schema !== '' && schema !== 'public' && schema !== 'pg_temp' && loud.has(schema)) names.add(schema);
}

/** All accesses of the statements that have one of these names. */
function* beside(steps: readonly Step[], has: (access: Access) => boolean): Generator<Access> {
  for (const { statements } of steps) {
    for (const { accesses = NONE } of statements) if (accesses.some(has)) yield* accesses;
  }
}

function searchedBy({ searchPath }: PlacedStatement): readonly string[] {
  return typeof searchPath === 'object' ? searchPath : [];
}

/** Both names of renamed things. */
function withRenames(names: Set<string>, renames: readonly (readonly [string, string])[]): void {
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const [from, to] of renames) {
      if (names.has(from)) names.add(to);
      else if (names.has(to)) names.add(from);
    }
  }
}
