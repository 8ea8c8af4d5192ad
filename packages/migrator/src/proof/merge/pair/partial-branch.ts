import { placeOf } from '../../../errors/files/revision-place.ts';
import type { StatementPlace } from '../../../errors/merge/does-not-commute.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { redactSql } from '../../../sql/redact-sql.ts';
import type { Subject } from '../../round-trip/subject.ts';

/** The upgrades of a branch as one list of statements; a data revision counts as one. */
export interface BranchStatements {
  readonly ids: readonly string[];
  readonly statements: readonly { readonly id: string; readonly place: StatementPlace }[];
}

/** The beginning of a branch: revisions to apply, the last of them perhaps cut short. */
export interface PartialBranch {
  readonly ids: readonly string[];
  readonly cut: RevisionFile | undefined;
}

const LENGTH = 100;

/** `ids` in the order of plans. */
export function statementsOf(subject: Subject, ids: readonly string[]): BranchStatements {
  const statements = ids.flatMap((id) => {
    const file = subject.file(id);
    const place = placeOf(file.revision);
    if (file.revision.kind === 'ts') return [{ id, place }];
    return (file.upgrade?.statements ?? []).map(({ sql, line }) => {
      const text = redactSql(sql).replace(/\s+/g, ' ');
      const statement = text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
      return { id, place: { ...place, line, statement } };
    });
  });
  return { ids, statements };
}

/**
 * The branch with its first `count` statements only, and the revisions that they are in. All of them: the whole branch.
 */
export function beginningOf(subject: Subject, branch: BranchStatements, count: number): PartialBranch {
  if (count >= branch.statements.length) return { ids: branch.ids, cut: undefined };
  const last = branch.statements[count - 1];
  if (last === undefined) return { ids: [], cut: undefined };
  const ids = branch.ids.slice(0, branch.ids.indexOf(last.id) + 1);
  const kept = branch.statements.slice(0, count).filter(({ id }) => id === last.id).length;
  const file = subject.file(last.id);
  if (file.upgrade === undefined || kept === file.upgrade.statements.length) return { ids, cut: undefined };
  const upgrade = { ...file.upgrade, statements: file.upgrade.statements.slice(0, kept) };
  return { ids, cut: { ...file, upgrade } };
}
