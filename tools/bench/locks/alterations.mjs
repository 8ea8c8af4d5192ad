import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The busy table. */
export const busyTable = [
  `create table accounts (id integer primary key, owner text not null, balance bigint not null default 0)`,
  `insert into accounts (id, owner) select n, 'owner ' || n from generate_series(1, 100000) n`,
  'vacuum analyze accounts',
];

/** Ten changes to it. Each needs its lock for a moment only, once it has it. */
export const alterations = [
  'alter table accounts add column note text',
  'alter table accounts add column score integer not null default 0',
  'alter table accounts add constraint accounts_score_check check (score >= 0) not valid',
  'alter table accounts validate constraint accounts_score_check',
  'alter table accounts alter column score set default 1',
  'alter table accounts add column opened_at timestamptz default now()',
  'alter table accounts alter column owner drop not null',
  'alter table accounts rename column note to remark',
  'alter table accounts add column closed_at timestamptz',
  'alter table accounts drop column opened_at',
];

/**
 * Writes them as ten revisions of a workspace.
 *
 * @param {string} folder
 */
export function writeWorkspace(folder) {
  const slice = join(folder, 'features', 'accounts');
  mkdirSync(join(slice, 'migrations'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "bench", "workspaces": ["features/*"] }\n');
  writeFileSync(join(slice, 'slice.json'), '{ "label": "accounts" }\n');
  const ids = alterations.map((sql) => createHash('sha256').update(sql).digest('hex').slice(0, 12));
  alterations.forEach((sql, index) => {
    const place = index === 0 ? '-- branch-label: accounts' : `-- revises: ${ids[index - 1]}`;
    const header = [
      `-- revision: ${ids[index]}`,
      place,
      '-- message: alter accounts',
      '-- created: 2026-01-01T00:00:00Z',
    ];
    const text = `${header.join('\n')}\n\n-- migrate:upgrade\n${sql};\n\n-- migrate:downgrade irreversible="only measured"\n`;
    writeFileSync(join(slice, 'migrations', `20260101T00000${index}_${ids[index]}_alter.sql`), text);
  });
}
