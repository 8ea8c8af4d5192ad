import type { SchemaEntity } from '../entity/schema-entity.ts';
import type { RenameFlag } from './rename-flag.ts';
import { type RenameChoices, resolveRenames } from './resolve-renames.ts';

/**
 * The questions about renames that were answered with "it is new" when a state was made of another one, as answers:
 * nobody is asked again when that is done once more.
 *
 * @param renames those that were found then
 */
export function answeredNew(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly RenameFlag[],
): RenameChoices['answers'] {
  let answers: RenameChoices['answers'] = [];
  for (;;) {
    const { questions } = resolveRenames(before, after, { renames, created: [], answers, areNamed: true });
    if (questions.length === 0) return answers;
    answers = [...answers, ...questions.map(({ kind, created: to }) => ({ kind, to }))];
  }
}
