import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { StateNames } from './state-names.ts';

/** How far revisions came that run in batches. A row ends with its row in `progress`, whoever removes that. */
export function batchTable(names: StateNames): string {
  return `create table if not exists ${names.batch} (
  revision text primary key references ${names.progress} (revision) on delete cascade,
  "table" text not null,
  key text[] not null,
  lower_key text[],
  upper_key text[],
  cursor_key text[],
  size integer not null,
  batches bigint not null default 0,
  keys bigint not null default 0,
  rows bigint not null default 0,
  estimate bigint not null,
  failed jsonb not null default '[]',
  busy_ms bigint not null default 0,
  since timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
)`;
}

/** Adds the table to a state that was made before there was one. */
export function withBatchTable(names: StateNames): string {
  return `do ${quoteLiteral(`begin
  if pg_catalog.to_regclass(${quoteLiteral(names.batch)}) is null then
    ${batchTable(names)};
  end if;
end`)}`;
}
