import { RenameAmbiguousError } from '../../../errors/schema/rename-errors.ts';
import { shellWord } from '../../../errors/shell-word.ts';
import type { Questioner } from '../../../ports/terminal/questioner.ts';
import type { SchemaEntity } from '../../../schema/entity/schema-entity.ts';
import type { Rename } from '../../../schema/rename/rename.ts';
import { printPath, printRename, type RenameFlag } from '../../../schema/rename/rename-flag.ts';
import { type RenameChoices, type RenameQuestion, resolveRenames } from '../../../schema/rename/resolve-renames.ts';

export interface SettledRenames {
  readonly renames: readonly Rename[];
  readonly unused: readonly RenameFlag[];
  /** All that was answered, so that nothing is asked twice. */
  readonly answers: RenameChoices['answers'];
}

/**
 * What was renamed between two states: by flags, and by asking until nothing is open. Without a terminal an open
 * question is an error.
 */
export async function settleRenames(
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  flags: Pick<RenameChoices, 'renames' | 'created' | 'areNamed'>,
  questioner: Questioner | undefined,
  given: RenameChoices['answers'] = [],
): Promise<SettledRenames> {
  let answers = given;
  for (;;) {
    const { renames, questions, unused } = resolveRenames(before, after, { ...flags, answers });
    const [question] = questions;
    if (question === undefined) return { renames, unused, answers };
    if (questioner === undefined) throw new RenameAmbiguousError({ open: questions.map(openRename) });
    const answer = await questioner.askRename(question);
    const { kind, created: to } = question;
    answers = [...answers, answer === undefined ? { kind, to } : { kind, from: answer.id, to }];
  }
}

function openRename({ kind, created, candidates }: RenameQuestion) {
  return {
    created: `${kind} ${printPath(kind, created)}`,
    candidates: candidates.map(({ id }) => ({
      was: printPath(kind, id),
      flag: `--rename ${shellWord(printRename({ kind, from: id, to: created }))}`,
    })),
    newFlag: `--new ${shellWord(`${kind} ${printPath(kind, created)}`)}`,
  };
}
