import { AlembicFileError } from '../../errors/adopt/alembic-errors.ts';
import { branchLabelProblem, revisionIdProblem } from '../../revision/revision-id.ts';
import type { ForeignFile } from '../foreign-history.ts';
import type { AlembicScript } from './alembic-script.ts';
import { functionWay } from './function-way.ts';
import { type AssignedValue, assignedValues } from './python/assigned-values.ts';
import type { PythonLiteral } from './python/literal-value.ts';
import { type ModuleStatement, moduleStatements } from './python/module-statements.ts';
import { readPythonTokens } from './python/read-tokens.ts';
import { pythonStringValue } from './python/string-value.ts';

const NAMES = ['revision', 'down_revision', 'branch_labels', 'depends_on'] as const;
/** As Alembic's template writes it; what is behind the seconds may be a fraction and a zone. */
const CREATED = /^Create Date: *(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? *(Z|[+-]\d\d:?\d\d)?/m;

/**
 * The header of a migration of Alembic, read from the text of its file; no Python is run. Throws an `AlembicFileError`
 * for values that only running it would show.
 */
export function readAlembicScript({ path, text }: ForeignFile): AlembicScript {
  const statements = moduleStatements(readPythonTokens(text, path));
  const values = assignedValues(statements, NAMES, path);
  const revision = values.get('revision');
  if (revision === undefined) throw new AlembicFileError({ file: path, line: 1, problem: 'missing', name: 'revision' });
  if (typeof revision.value !== 'string') {
    const { line } = revision;
    throw new AlembicFileError({
      file: path,
      line,
      problem: 'computed',
      name: 'revision',
      text: String(revision.value),
    });
  }
  const down = values.get('down_revision');
  if (down === undefined)
    throw new AlembicFileError({ file: path, line: 1, problem: 'missing', name: 'down_revision' });
  const labels = values.get('branch_labels');
  const depends = values.get('depends_on');
  const script = {
    id: revision.value,
    parents: listOf(down.value),
    dependsOn: listOf(depends?.value),
    labels: listOf(labels?.value),
    ...docstring(statements),
    file: path,
    lines: { revision: revision.line, down: down.line, labels: lineOf(labels), depends: lineOf(depends) },
    upgrade: functionWay(statements, 'upgrade'),
    downgrade: functionWay(statements, 'downgrade'),
  };
  checkWords(script);
  return script;
}

/** `None`, a string and a list of strings, as Alembic's own `to_tuple` takes them. */
function listOf(value: PythonLiteral | undefined): readonly string[] {
  return value === null || value === undefined ? [] : [value].flat();
}

function lineOf(value: AssignedValue | undefined): number {
  return value?.line ?? 1;
}

/** The message is the docstring up to the first empty line; its own lines are joined. */
function docstring(statements: readonly ModuleStatement[]): { message: string; createdAt?: string } {
  const [first] = statements;
  const [token] = first?.head ?? [];
  const text = token?.kind === 'string' ? (pythonStringValue(token.text) ?? '') : '';
  const [message = ''] = text.trim().split(/\n[ \t]*\n/);
  const [, date, time, zone = 'Z'] = CREATED.exec(text) ?? [];
  const created = new Date(`${date}T${time}${zone}`);
  return {
    message: message.replace(/\s+/g, ' ').trim(),
    ...(date === undefined || Number.isNaN(created.getTime())
      ? {}
      : { createdAt: created.toISOString().replace('.000', '') }),
  };
}

function checkWords({ id, labels, file, lines }: AlembicScript): void {
  const why = revisionIdProblem(id);
  if (why !== undefined) {
    throw new AlembicFileError({ file, line: lines.revision, problem: 'not-an-id', value: id, why });
  }
  for (const label of labels) {
    const problem = branchLabelProblem(label);
    if (problem === undefined) continue;
    throw new AlembicFileError({ file, line: lines.labels, problem: 'not-a-label', value: label, why: problem });
  }
}
