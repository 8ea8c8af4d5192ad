import { RevisionFileError } from '../../errors/files/revision-file-error.ts';
import { RevisionTemplateError } from '../../errors/workspace/revision-template-error.ts';
import { wholeText } from '../../sql/script/statement.ts';
import { parseRevisionFile } from '../parse-revision-file.ts';
import type { RevisionFile } from '../revision-file.ts';
import type { SectionComments, SqlTemplate } from './sql-template.ts';
import { trimLines } from './template-lines.ts';

/**
 * A file with the comments of a template around the statements of its sections. What comes back was parsed again, and
 * has the same header, markers and statements; otherwise a `RevisionTemplateError` says that the template changes them.
 */
export function withSqlTemplate(file: RevisionFile, template: SqlTemplate): RevisionFile {
  const { upgrade, downgrade, revision } = file;
  if (upgrade === undefined || downgrade === undefined) throw new RangeError('only SQL revisions have both sections');
  const lines = file.text.trimEnd().split('\n');
  const around = ({ before, after }: SectionComments, statements: readonly string[]): readonly string[] => {
    return [...before, ...trimLines(statements), ...after];
  };
  const text = [
    ...lines.slice(0, upgrade.line),
    ...around(template.upgrade, lines.slice(upgrade.line, downgrade.line - 1)),
    '',
    ...lines.slice(downgrade.line - 1, downgrade.line),
    ...around(template.downgrade, lines.slice(downgrade.line)),
    '',
  ].join('\n');
  const refuse = (said: string, options?: ErrorOptions): RevisionTemplateError => {
    return new RevisionTemplateError({ file: template.file, line: 1, problem: 'unreadable', said }, options);
  };
  try {
    const read = parseRevisionFile(text, revision);
    if (meaningOf(read) !== meaningOf(file)) throw refuse('its statements would be others.');
    return read;
  } catch (error) {
    if (!(error instanceof RevisionFileError)) throw error;
    throw refuse(error.message, { cause: error });
  }
}

function meaningOf({ revision, upgrade, downgrade }: RevisionFile): string {
  const sections = [upgrade, downgrade].map((section) => {
    return section === undefined ? [] : { ...section, line: 0, statements: section.statements.map(wholeText) };
  });
  return JSON.stringify([revision, sections]);
}
