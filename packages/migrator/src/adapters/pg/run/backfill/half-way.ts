import type { HalfWay } from '../../../../ports/database/half-run-store.ts';
import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import { textArray } from '../../state/log.ts';
import { stateCodes } from '../../state/state-codes.ts';
import type { StateNames } from '../../state/state-names.ts';

/**
 * Fails when a revision has not come as far as the run believes; otherwise makes a change. Behind a pooler a session
 * outlives the server: one that crashed, or a replica that took its place, may have lost the last commits, and a run
 * that continued would leave those rows out.
 *
 * @param at the last key that is done, or the steps that are done, as the run knows it
 * @param change an UPDATE
 */
export function fromHalfWay(names: StateNames, revision: string, at: HalfWay, change = ''): string {
  const body = `begin
  if not exists (select ${rowAt(names, revision, at)} for update) then
    raise exception 'the server lost what it had committed' using errcode = '${stateCodes.batchesMoved}';
  end if;
  ${change === '' ? '' : `${change};`}
end`;
  return `do ${quoteLiteral(body)}`;
}

function rowAt(names: StateNames, revision: string, at: HalfWay): string {
  const of = `h.revision operator(pg_catalog.=) ${quoteLiteral(revision)} and`;
  if ('doneStatements' in at) {
    return `from ${names.progress} h where ${of} h.done operator(pg_catalog.=) ${textArray(at.doneStatements)}`;
  }
  const { cursor } = at;
  return `from ${names.batch} h where ${of} h.cursor_key ${cursor === undefined ? 'is null' : `operator(pg_catalog.=) ${textArray(cursor)}`}`;
}
