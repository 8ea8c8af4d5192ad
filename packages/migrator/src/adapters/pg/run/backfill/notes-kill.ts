import type { StateNames } from '../../state/state-names.ts';

/** SQL after which a session that records how far batches or steps of code came is terminated, and SQL that ends it. */
export function notesKill({ quotedSchema, batch, progress }: StateNames): {
  readonly on: string;
  readonly off: string;
} {
  const die = `${quotedSchema}.die`;
  const trigger = (table: string, column: string) => `create trigger die before update of ${column} on ${table}
for each row when (old.${column} is distinct from new.${column}) execute function ${die}()`;
  return {
    on: `create function ${die}() returns trigger language plpgsql as $$begin
  perform pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid());
  return new;
end$$;
${trigger(batch, 'cursor_key')};
${trigger(progress, 'done')}`,
    off: `drop function ${die}() cascade`,
  };
}
