import type { StatementReader } from '../script/statement-reader.ts';
import type { LockMode } from './lock-mode.ts';
import type { RelationLock } from './statement-facts.ts';

const ALL = 'ACCESS EXCLUSIVE';
/**
 * Storage parameters that need SHARE UPDATE EXCLUSIVE; PostgreSQL's reloptions.c asks for the strongest lock of those
 * that are named.
 */
const MILD_PARAMETER =
  /^(?:fillfactor|autovacuum|toast|parallel_workers|vacuum|log_auto|deduplicate_items|gin_pending|n_distinct)/;

/**
 * The lock that one action needs on the relation itself, from `AlterTableGetLockLevel` in PostgreSQL's tablecmds.c.
 * Whatever is not known to need less needs everything. The reader is before the action's first word and is left
 * somewhere in it.
 */
export function actionMode(reader: StatementReader, of: 'relation' | 'index'): LockMode {
  const mild = 'SHARE UPDATE EXCLUSIVE';
  if (of === 'index' && reader.accept('rename', 'to')) return mild;
  if (reader.accept('validate', 'constraint')) return mild;
  if (reader.accept('cluster', 'on') || reader.accept('set', 'without', 'cluster')) return mild;
  if (reader.accept('attach', 'partition')) return mild;
  if (reader.accept('detach', 'partition')) {
    reader.qualifiedName();
    return reader.accept('concurrently') || reader.accept('finalize') ? mild : ALL;
  }
  if (reader.accept('enable') || reader.accept('disable')) {
    if (!reader.accept('always')) reader.accept('replica');
    return reader.accept('trigger') ? 'SHARE ROW EXCLUSIVE' : ALL;
  }
  if (reader.accept('add')) {
    if (reader.accept('constraint')) reader.name();
    return reader.accept('foreign', 'key') ? 'SHARE ROW EXCLUSIVE' : ALL;
  }
  if (reader.accept('set') || reader.accept('reset')) return parametersMode(reader);
  if (reader.accept('alter') && !reader.accept('constraint')) return columnMode(reader);
  return ALL;
}

/** Of `(fillfactor = 70, toast.autovacuum_enabled)` the first words count, and those after a comma. */
function parametersMode(reader: StatementReader): LockMode {
  const words = reader.group();
  const names = words.filter((_, index) => index === 0 || words[index - 1] === ',');
  const mild = names.length > 0 && names.every((name) => MILD_PARAMETER.test(name));
  return mild ? 'SHARE UPDATE EXCLUSIVE' : ALL;
}

function columnMode(reader: StatementReader): LockMode {
  reader.accept('column');
  // Of an index also by number.
  reader.skip();
  if (reader.accept('set', 'statistics')) return 'SHARE UPDATE EXCLUSIVE';
  return reader.accept('set') || reader.accept('reset') ? parametersMode(reader) : ALL;
}

/** Other tables that an action names, but for those that a foreign key refers to. */
export function otherTable(reader: StatementReader): RelationLock | undefined {
  const mode = reader.accept('inherit') ? 'SHARE UPDATE EXCLUSIVE' : ALL;
  if (mode === ALL && !reader.accept('attach', 'partition') && !reader.accept('detach', 'partition')) return undefined;
  const table = reader.relation();
  return table === undefined ? undefined : { ...table, mode, on: 'relation' };
}

const REFERENCES = /references/i;

/** Tables that new foreign keys refer to, in whatever is left: their triggers are added. */
export function referencedTables(reader: StatementReader): readonly RelationLock[] {
  if (!reader.mayHave(REFERENCES)) return [];
  const found: RelationLock[] = [];
  for (; !reader.atEnd; reader.skip()) {
    while (reader.accept('references')) {
      const table = reader.relation();
      if (table !== undefined) found.push({ ...table, mode: 'SHARE ROW EXCLUSIVE', on: 'relation' });
    }
  }
  return found;
}
