import { quoteLiteral } from '../../../../sql/names/quote-literal.ts';
import { textArray } from '../../state/log.ts';
import { stateCodes } from '../../state/state-codes.ts';
import type { StateNames } from '../../state/state-names.ts';

/**
 * Changes the row of a revision's batches, and refuses when they did not come as far as the run believes. Behind a
 * pooler a session outlives the server: one that crashed, or a replica that took its place, may have lost batches
 * that were committed, whose rows a run that went on would leave out. Without `set` it only refuses.
 *
 * @param cursor the last key that is done, as the run knows it
 */
export function atCursor(
  names: StateNames,
  revision: string,
  cursor: readonly string[] | undefined,
  set?: string,
): string {
  const key = cursor === undefined ? 'null::pg_catalog.text[]' : textArray(cursor);
  const where = `from ${names.batch} b where b.revision operator(pg_catalog.=) ${quoteLiteral(revision)}
    and (b.cursor_key operator(pg_catalog.=) ${key} or (b.cursor_key is null and ${key} is null))`;
  const change =
    set === undefined
      ? ''
      : `update ${names.batch} set ${set} where revision operator(pg_catalog.=) ${quoteLiteral(revision)};`;
  const body = `begin
  if not exists (select ${where} for update) then
    raise exception 'the server lost batches that were committed' using errcode = '${stateCodes.batchesMoved}';
  end if;
  ${change}
end`;
  return `do ${quoteLiteral(body)}`;
}
