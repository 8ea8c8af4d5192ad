import { printHeader } from '../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import type { Revision } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { withSqlTemplate } from '../../revision/template/with-sql-template.ts';
import { withTemplateNotes } from '../../revision/template/with-template-notes.ts';
import { dataStub } from './data-stub.ts';
import { type Draft, UNKNOWN } from './draft.ts';
import { newHeader } from './new-header.ts';
import type { RevisionBench } from './revision-bench.ts';
import type { Data, Empty } from './revision-request.ts';
import { sqlTemplate, templateDataRevision } from './templates.ts';

/**
 * A revision to write by hand: two empty sections, or a data revision to fill in, from the configured templates. There
 * is nothing to prove yet.
 */
export function handDraft(bench: RevisionBench, request: Empty | Data): Draft {
  const { kind, slice, alters } = request;
  const isData = kind === 'data';
  const revision = newHeader(bench, bench.graph(), request, { slice, kind: isData ? 'ts' : 'sql', alters });
  return { ...UNKNOWN, slice, file: isData ? dataFile(bench, revision) : emptyFile(bench, revision) };
}

function dataFile(bench: RevisionBench, revision: Revision): RevisionFile {
  return (
    templateDataRevision(bench, revision) ?? parseRevisionFile(`${printHeader(revision)}\n${dataStub()}`, revision)
  );
}

function emptyFile(bench: RevisionBench, revision: Revision): RevisionFile {
  const template = sqlTemplate(bench, revision);
  const section = { statements: [] };
  const noted = withTemplateNotes(revision, template?.notes);
  const file = parseRevisionFile(printRevisionFile({ revision: noted, upgrade: section, downgrade: section }), noted);
  return template === undefined ? file : withSqlTemplate(file, template);
}
