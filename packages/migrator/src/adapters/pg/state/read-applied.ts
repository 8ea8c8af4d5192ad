import type { AppliedDigest } from '../../../state/applied/applied-digest.ts';
import type { AppliedGroup } from '../../../state/applied-group.ts';
import { Script } from '../run/script.ts';
import type { ScriptAnswer } from '../run/script-query.ts';
import { addBeginning, cell, iso, list, statementsBeforeState } from './read-beginning.ts';
import type { StateNames } from './state-names.ts';

/** Reads the applied revisions in a few long cells. Ids and times hold no comma. */
export function readAppliedScript(names: StateNames, statementMs?: number): Script {
  const joined = (column: string) => `string_agg(${column}, ',' order by revision collate "C")`;
  return addBeginning(new Script(), names, statementMs).add(
    `select slice, applied_by, ${joined('revision')}, ${joined(iso('applied_at'))} from ${names.applied} group by slice, applied_by order by slice, applied_by`,
  );
}

export function parseAppliedGroups(answer: ScriptAnswer): readonly AppliedGroup[] {
  return (answer.rows[statementsBeforeState + 1] ?? []).map((row) => {
    const revisions = list(cell(row, 2));
    const appliedAt = list(cell(row, 3));
    // Never more or less than the server has: what is applied would be taken for missing.
    if (revisions.length !== appliedAt.length)
      throw new TypeError('The server gave another number of ids than of times.');
    return { slice: cell(row, 0), appliedBy: cell(row, 1), revisions, appliedAt };
  });
}

/** Reads what `digestOf` makes of the applied revisions. */
export function readDigestScript(names: StateNames, statementMs?: number): Script {
  const rows = `string_agg(revision || ' ' || checksum, e'\\n' order by revision collate "C")`;
  return addBeginning(new Script(), names, statementMs).add(
    `select encode(sha256(convert_to(coalesce(${rows}, ''), 'UTF8')), 'hex'), (select count(*) from ${names.progress})
from ${names.applied}`,
  );
}

export function parseDigest(answer: ScriptAnswer): AppliedDigest {
  const row = answer.rows[statementsBeforeState + 1]?.[0] ?? [];
  return { digest: cell(row, 0), begun: Number(row[1] ?? Number.NaN) };
}
