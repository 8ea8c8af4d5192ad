import { RevisionTemplateError } from '../../errors/workspace/revision-template-error.ts';
import type { Revision, RevisionKind } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import { readSqlTemplate, type SqlTemplate } from '../../revision/template/sql-template.ts';
import type { TemplateFile } from '../../revision/template/template-lines.ts';
import { type TemplateValues, templateValues } from '../../revision/template/template-values.ts';
import { dataNotesFrom, dataRevisionFrom } from '../../revision/template/ts-template.ts';
import type { RevisionBench } from './revision-bench.ts';

type TemplateBench = Pick<RevisionBench, 'files' | 'settings'>;

/** The configured template of SQL revisions, filled in for one. Throws a `RevisionTemplateError`. */
export function sqlTemplate(bench: TemplateBench, revision: Revision): SqlTemplate | undefined {
  const template = templateFile(bench, 'sql');
  return template && readSqlTemplate(template, valuesFor(bench, revision));
}

/** A data revision from the configured template, if there is one. Throws a `RevisionTemplateError`. */
export function templateDataRevision(bench: TemplateBench, revision: Revision): RevisionFile | undefined {
  const template = templateFile(bench, 'ts');
  return template && dataRevisionFrom(template, revision, valuesFor(bench, revision));
}

/** Free comments for a data revision whose code is not the template's. Throws a `RevisionTemplateError`. */
export function templateDataNotes(bench: TemplateBench, revision: Revision): readonly string[] {
  const template = templateFile(bench, 'ts');
  return template === undefined ? [] : dataNotesFrom(template, valuesFor(bench, revision));
}

function templateFile({ files, settings }: TemplateBench, kind: RevisionKind): TemplateFile | undefined {
  const file = settings.templates?.[kind];
  if (file === undefined) return undefined;
  const text = files.read(file);
  if (text === undefined) throw new RevisionTemplateError({ file, problem: 'missing' });
  return { file, text };
}

function valuesFor({ settings }: TemplateBench, revision: Revision): TemplateValues {
  return templateValues(revision, new Date(revision.created ?? 0), settings.fileName);
}
