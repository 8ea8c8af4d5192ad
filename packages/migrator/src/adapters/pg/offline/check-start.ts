import type { OfflineScript } from '../../../ports/database/offline-script.ts';
import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { textArray } from '../state/log.ts';
import { type ScriptContext, scriptCodes } from './script-names.ts';
import { block } from './script-text.ts';

/**
 * Fails unless exactly the expected revisions are applied, each with the expected text, and says what differs: it
 * distinguishes a script that has run already, and one that stopped half-way, from a wrong database.
 */
export function checkStart({ names }: ScriptContext, { start = [], steps }: OfflineScript): string {
  const revisions = steps.flatMap((step) => (step.kind === 'changes' ? [] : [step.record.revision]));
  const skipped = steps.flatMap((step) => (step.kind === 'record' ? [step.record.revision] : []));
  return block(`declare
  v_expected text[] := ${textArray(start.map(({ revision }) => revision))};
  v_checksums text[] := ${textArray(start.map(({ checksum }) => checksum ?? ''))};
  v_steps text[] := ${textArray(revisions)};
  v_extra text[];
  v_missing text[];
  v_edited text[];
begin
  select coalesce(array_agg(a.revision order by a.revision), '{}') into v_extra from ${names.applied} a where a.revision <> all (v_expected);
  select coalesce(array_agg(e order by e), '{}') into v_missing from unnest(v_expected) e
  where not exists (select from ${names.applied} a where a.revision = e);
  if v_steps <> '{}' and v_steps <@ (v_extra || v_missing) and (v_extra || v_missing) <@ v_steps then
    raise exception 'this script has run already' using errcode = '${scriptCodes.wrongState}', hint = 'There is nothing left to do. Nothing was changed.';
  end if;
  if v_extra <> '{}' or v_missing <> '{}' then
    raise exception 'the database is not where this script begins%',
      case when (v_extra || v_missing) <@ v_steps then ': the script stopped half-way before' else '' end
      using errcode = '${scriptCodes.wrongState}',
      detail = format('Applied, but not expected: %s. Expected, but not applied: %s.', coalesce(nullif(array_to_string(v_extra[1:10], ', '), ''), 'none'),
        coalesce(nullif(array_to_string(v_missing[1:10], ', '), ''), 'none')),
      hint = 'Nothing was changed. Make a script for its current state: migrate status --json > status.json, then the same command with --from-file status.json.';
  end if;
  select array_agg(a.revision order by a.revision) into v_edited from unnest(v_expected, v_checksums) e (revision, checksum)
  join ${names.applied} a on a.revision = e.revision where e.checksum <> '' and e.checksum <> a.checksum;
  if v_edited is not null then
    raise exception 'edited after it was applied: %', array_to_string(v_edited[1:10], ', ') using errcode = '${scriptCodes.wrongState}',
      hint = 'The files of the script differ from the applied ones. Restore them, or accept them: migrate repair accept <revision> --reason "…"';
  end if;${skipped.length === 0 || start.length === 0 ? '' : askForSkipped(skipped)}
end`);
}

/** In a database with rows, a person must have confirmed that the omitted code has nothing to do. */
function askForSkipped(skipped: readonly string[]): string {
  const ids = skipped.join(',');
  return `
  if not (string_to_array(coalesce(current_setting('braid.skip_data', true), ''), ',') @> ${textArray(skipped)}) then
    raise exception 'this script records data revisions without running them: %', ${quoteLiteral(ids.replaceAll(',', ', '))} using errcode = '${scriptCodes.wrongState}',
      hint = ${quoteLiteral(`If their code has nothing to do in this database, confirm that when connecting: PGOPTIONS='-c braid.skip_data=${ids}' psql …`)};
  end if;`;
}
