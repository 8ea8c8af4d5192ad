import { readBatchKey } from '../../revision/batch/read-batch.ts';
import { fileNameTemplateProblem, isTimezone, MAX_SLUG_LENGTH } from '../../revision/file-name-template.ts';
import type { RevisionTemplates } from '../../revision/template/revision-templates.ts';
import type { ConfigChecker } from './config-checker.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import { dropUndefined } from './drop-undefined.ts';
import type { RevisionsConfig } from './migrate-config.ts';
import { parseCommands } from './parse-commands.ts';
import { parseRequiredNotes } from './parse-required-notes.ts';

/**
 * Checks `revisions`: a template that could name a file elsewhere, or two files the same, is refused here and not when
 * a revision is written.
 */
export function parseRevisions(value: unknown, check: ConfigChecker): RevisionsConfig | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'revisions', CONFIG_KEYS.revisions);
  const fileName = check.optionalString(given.fileName, 'revisions.fileName');
  const problem = fileName === undefined ? undefined : fileNameTemplateProblem(fileName);
  if (problem !== undefined) throw check.wrong('revisions.fileName', problem);
  const timezone = check.optionalString(given.timezone, 'revisions.timezone');
  if (timezone !== undefined && !isTimezone(timezone)) {
    throw check.wrong('revisions.timezone', 'must be a time zone such as UTC or Europe/Berlin');
  }
  return dropUndefined({
    fileName,
    timezone,
    slugLength: slugLength(given.slugLength, check),
    template: templates(given.template, check),
    batch: batches(given.batch, check),
    ...parseRequiredNotes(given, check),
    postWrite: parseCommands(given.postWrite, 'revisions.postWrite', check),
    postWriteTimeout: timeout(given.postWriteTimeout, check),
  });
}

function templates(value: unknown, check: ConfigChecker): RevisionTemplates | undefined {
  if (value === undefined) return undefined;
  const given = check.object(value, 'revisions.template', CONFIG_KEYS['revisions.template']);
  const path = (key: 'sql' | 'ts'): string | undefined => {
    const file = check.optionalString(given[key], `revisions.template.${key}`);
    if (file !== undefined && (/^(?:[/\\]|[A-Za-z]:)/.test(file) || file.split(/[/\\]/).includes('..'))) {
      throw check.wrong(`revisions.template.${key}`, 'must be a path in the workspace, relative to its root');
    }
    return file;
  };
  return dropUndefined({ sql: path('sql'), ts: path('ts') });
}

function batches(value: unknown, check: ConfigChecker): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return check.strings(value, 'revisions.batch').map((text) => {
    if (readBatchKey(text.trim()) !== undefined) return text;
    throw check.wrong(
      'revisions.batch',
      'must name tables and their keys, such as orders(id) or lines(order_id, line)',
    );
  });
}

function slugLength(value: unknown, check: ConfigChecker): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_SLUG_LENGTH) return value;
  throw check.wrong('revisions.slugLength', `must be a whole number between 1 and ${MAX_SLUG_LENGTH}`);
}

function timeout(value: unknown, check: ConfigChecker): number | undefined {
  const path = 'revisions.postWriteTimeout';
  if (value === undefined) return undefined;
  const milliseconds = check.milliseconds(value, path);
  if (milliseconds === 0) throw check.wrong(path, 'must be more than 0');
  return milliseconds;
}
