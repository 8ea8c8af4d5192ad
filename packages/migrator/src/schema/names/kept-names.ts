import { entityPath, type SchemaEntity } from '../entity/schema-entity.ts';
import { keepNames } from './keep-names.ts';

/**
 * An unnamed constraint or index: its name, and the name that it would get in a database built from the schema today.
 */
export interface KeptName {
  /** `members.members_number_unique`. */
  readonly kept: string;
  readonly declared: string;
}

/**
 * Names of a state that stay although the schema would give other names today: after a rename, or with another
 * drizzle-orm.
 */
export function keptNames(before: readonly SchemaEntity[], declared: readonly SchemaEntity[]): readonly KeptName[] {
  return keepNames(before, declared).flatMap((entity, index) => {
    const name = declared[index]?.name ?? entity.name;
    return name === entity.name ? [] : [{ kept: entityPath(entity), declared: name }];
  });
}
