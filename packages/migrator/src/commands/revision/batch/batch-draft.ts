import { buildGraph } from '../../../graph/build/build-graph.ts';
import { printHeader } from '../../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../../revision/parse-revision-file.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { parseSections } from '../../../revision/sections/parse-sections.ts';
import { withSqlTemplate } from '../../../revision/template/with-sql-template.ts';
import { withTemplateNotes } from '../../../revision/template/with-template-notes.ts';
import { type Draft, UNKNOWN } from '../draft.ts';
import { newHeader } from '../new-header.ts';
import type { RevisionBench } from '../revision-bench.ts';
import type { Data, Empty } from '../revision-request.ts';
import { sqlTemplate, templateDataNotes } from '../templates.ts';
import type { AskedBatch } from './asked-batch.ts';
import { batchCode } from './batch-code.ts';
import { batchSections } from './batch-sections.ts';

/**
 * A revision in batches to fill in, in SQL or as code. Unless the request says why not, it is proven that the table and
 * the key are there on what it builds on, and that batches can be made of them. Code is proven by the same batches in
 * SQL: it can be loaded only from where it is written, and nothing is written before the proof.
 */
export async function batchDraft(bench: RevisionBench, request: Data | Empty, batch: AskedBatch): Promise<Draft> {
  const { kind, slice, alters, unproven } = request;
  const graph = bench.graph();
  const isCode = kind === 'data';
  const revision = newHeader(bench, graph, request, { slice, kind: isCode ? 'ts' : 'sql', alters });
  const inSql = sqlFile(revision, batch);
  const file = isCode ? codeFile(bench, revision, batch) : fromTemplate(bench, revision, inSql);
  buildGraph([...graph.revisions, revision]);
  if (unproven === undefined) await (await bench.prover()).prove({ drafts: [asAsked(inSql, batch)] });
  return { ...UNKNOWN, slice, file };
}

/** The code of batches, with the comments at the top of the configured template. */
function codeFile(bench: RevisionBench, revision: Revision, batch: AskedBatch): RevisionFile {
  const noted = withTemplateNotes(revision, templateDataNotes(bench, revision));
  return parseRevisionFile(`${printHeader(noted)}\n${batchCode(batch)}`, { slice: noted.slice, file: noted.file });
}

/** With the comments of the configured template. */
function fromTemplate(bench: RevisionBench, revision: Revision, file: RevisionFile): RevisionFile {
  const template = sqlTemplate(bench, revision);
  if (template === undefined) return file;
  const header = printHeader(withTemplateNotes(revision, template.notes));
  const text = `${header}\n${file.text.slice(printHeader(revision).length + 1)}`;
  return withSqlTemplate(parseRevisionFile(text, { slice: revision.slice, file: revision.file }), template);
}

function sqlFile(revision: Revision, batch: AskedBatch): RevisionFile {
  const own: Revision = { ...revision, kind: 'sql', file: revision.file.replace(/\.ts$/, '.sql') };
  const text = `${printHeader(own)}\n${batchSections(batch)}`;
  return parseRevisionFile(text, { slice: own.slice, file: own.file });
}

/** With the option in place of the file in errors, since the file is not written and cannot be opened. */
function asAsked(file: RevisionFile, batch: AskedBatch): RevisionFile {
  const text = batchSections(batch);
  const source = { slice: file.revision.slice, file: '--batch' };
  return { ...file, ...parseSections(text, source), text, revision: { ...file.revision, file: source.file } };
}
