import type { OfflineScript, ScriptWriter } from '../../../ports/database/offline-script.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { stateNames } from '../state/state-names.ts';
import { addHalfRun } from './half-run-part.ts';
import { addRevision } from './revision-part.ts';
import { addChanges, addRecordOnly } from './row-changes.ts';
import type { ScriptContext } from './script-names.ts';
import { ScriptText } from './script-text.ts';
import { addEnd, addPreamble, addStart, checkServer, ensureStateStatements, openTransaction } from './start-part.ts';

/**
 * Writes scripts in plain SQL: without psql commands, so that every tool can run them that sends statements one by one
 * in one session.
 */
export function createScriptWriter(options: {
  readonly stateSchema: string;
  readonly toolVersion: string;
}): ScriptWriter {
  const { toolVersion } = options;
  const names = stateNames(options.stateSchema);
  return {
    toolVersion,
    script(script) {
      const text = new ScriptText();
      const tag = script.tag === undefined ? 'null' : quoteLiteral(script.tag);
      const context: ScriptContext = { names, toolVersion, runs: `script ${script.id}: ${script.runs}`, tag };
      addPreamble(text);
      if (script.steps.some(hasData)) text.forPsql();
      addStart(text, context, script);
      for (const step of script.steps) if (step.kind === 'changes') addChanges(text, context, step);
      const revisions = script.steps.filter((step) => step.kind !== 'changes');
      // A script that only changes rows is one transaction, so what it checked and what it writes belong together.
      if (revisions.length > 0) text.add('commit');
      for (const step of revisions) {
        if (step.kind === 'transaction') addRevision(text, step);
        else if (step.kind === 'half-run') addHalfRun(text, step);
        else addRecordOnly(text, step);
      }
      if (revisions.length > 0) openTransaction(text.part('The end: the lease is released.'));
      addEnd(text, context, appliedAfter(script));
      return text.text;
    },
    ensureState() {
      const context: ScriptContext = { names, toolVersion, runs: 'ensure-version', tag: 'null' };
      const text = new ScriptText();
      addPreamble(text);
      text.part(`The state in schema ${options.stateSchema}; if it exists, nothing changes.`);
      return openTransaction(text).add(checkServer, ...ensureStateStatements(context), 'commit').text;
    },
  };
}

function hasData(step: OfflineScript['steps'][number]): boolean {
  return step.kind !== 'changes' && step.statements.some(({ rows }) => rows?.kind === 'copy');
}

function appliedAfter({ start, steps }: OfflineScript): readonly string[] | undefined {
  if (start === undefined) return undefined;
  const applied = new Set(start.map(({ revision }) => revision));
  for (const step of steps) {
    if (step.kind !== 'changes') change(applied, step.record.revision, step.record.direction === 'upgrade');
    else {
      for (const each of step.changes) {
        if (each.kind === 'add') change(applied, each.record.revision, true);
        else change(applied, each.revision, false);
      }
    }
  }
  return [...applied];
}

function change(applied: Set<string>, revision: string, add: boolean): void {
  if (add) applied.add(revision);
  else applied.delete(revision);
}
