import { entityPath, type SchemaEntity } from '../entity/schema-entity.ts';
import { keepNames } from './keep-names.ts';

/**
 * A constraint or index that nobody named: what it is called, and what a database that is built today from the schema
 * would call it.
 */
export interface KeptName {
  /** `members.members_number_unique`. */
  readonly kept: string;
  readonly declared: string;
}

/**
 * Which names of a state stay although the schema, if they were made today, would make others: after a rename, or with
 * another drizzle-orm.
 */
export function keptNames(before: readonly SchemaEntity[], declared: readonly SchemaEntity[]): readonly KeptName[] {
  return keepNames(before, declared).flatMap((entity, index) => {
    const name = declared[index]?.name ?? entity.name;
    return name === entity.name ? [] : [{ kept: entityPath(entity), declared: name }];
  });
}
