import { SqlFileEmptyError, SqlFileMissingError } from '../../../errors/schema/generate-errors.ts';
import { printHeader } from '../../../revision/header/print-header.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { isMarkerLike } from '../../../revision/sections/marker-like.ts';
import { parseSections } from '../../../revision/sections/parse-sections.ts';
import { groupSections } from '../../../revision/sections/sections.ts';
import { scanScript } from '../../../sql/script/scan-script.ts';
import type { ScriptPart } from '../../../sql/script/script-part.ts';
import { withoutSemicolon } from '../../../sql/text/without-semicolon.ts';
import type { RevisionBench } from '../revision-bench.ts';

/** The SQL that a person gave, as a revision. */
export interface GivenSql {
  readonly revisionText: string;
  /**
   * The revision with the path, text, lines and columns of the file that was given, which people can open: errors name
   * them.
   */
  asFile(written: RevisionFile): RevisionFile;
}

const UPGRADE = '-- migrate:upgrade';

/**
 * Reads the file of `--sql-file`. One with markers is taken as it is below the header; one without is the upgrade, and
 * the downgrade is unknown. Throws a `RevisionFileError` that names line and column of this file for what cannot be
 * split into sections and statements.
 */
export function readSqlFile({ files }: RevisionBench, revision: Revision, path: string): GivenSql {
  const text = files.read(path)?.replace(/^\uFEFF/, '');
  if (text === undefined) throw new SqlFileMissingError({ file: path });
  const source = { slice: revision.slice, file: path };
  const header = printHeader(revision);
  const asGiven = (written: RevisionFile, sections: Pick<RevisionFile, 'upgrade' | 'downgrade'>): RevisionFile => ({
    ...{ ...written, ...sections, text },
    revision: { ...written.revision, file: path },
  });
  const parts = scanScript(text, source, 0, isMarkerLike);
  if (parts.some(({ kind }) => kind === 'marker')) {
    const sections = parseSections(text, source);
    return {
      revisionText: `${header}\n${text.endsWith('\n') ? text : `${text}\n`}`,
      asFile: (written) => asGiven(written, sections),
    };
  }
  if (parts.length === 0) throw new SqlFileEmptyError({ file: path, slice: revision.slice });
  const marker = { text: UPGRADE, line: 1, column: 1, ownLine: true };
  const { upgrade } = groupSections([{ kind: 'marker', marker }, ...parts], source);
  const downgrade = '-- migrate:downgrade irreversible="the SQL file has no downgrade"\n';
  return {
    revisionText: `${header}\n${UPGRADE}\n${ended(text, parts.at(-1))}\n\n${downgrade}`,
    asFile: ({ downgrade: none, ...written }) =>
      asGiven(written, { ...(upgrade && { upgrade }), ...(none && { downgrade: none }) }),
  };
}

/** A statement ends with its semicolon, the data of COPY with a line of its own. */
function ended(text: string, last: ScriptPart | undefined): string {
  const isData = last?.kind === 'statement' && last.statement.rows !== undefined;
  return isData ? text.trimEnd() : `${withoutSemicolon(text)};`;
}
