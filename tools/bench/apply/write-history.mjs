import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./histories.mjs').BenchRevision} BenchRevision */

/**
 * Where each tool finds the history in its own form.
 *
 * @typedef {{ braid: string, psqlUp: string, psqlDown: string, drizzle: string, umzug: string, nodePgMigrate: string }} WrittenHistory
 */

/**
 * Writes a history for all tools.
 *
 * @param {string} folder
 * @param {readonly BenchRevision[]} history
 * @returns {WrittenHistory}
 */
export function writeHistory(folder, history) {
  const paths = {
    braid: join(folder, 'braid'),
    psqlUp: join(folder, 'up.sql'),
    psqlDown: join(folder, 'down.sql'),
    drizzle: join(folder, 'drizzle'),
    umzug: join(folder, 'umzug'),
    nodePgMigrate: join(folder, 'node-pg-migrate'),
  };
  write(join(paths.braid, 'package.json'), '{ "name": "bench", "workspaces": ["features/*"] }\n');
  for (const slice of new Set(history.map((revision) => revision.slice))) {
    write(join(paths.braid, 'features', slice, 'slice.json'), `{ "label": "${slice}" }\n`);
  }
  history.forEach((revision, index) => {
    const time = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString().replace(/[-:]|\.\d+Z/g, '');
    const digits = time.replace('T', '');
    const [up, down] = [revision.up, revision.down].map((statements) => `${statements.join(';\n')};\n`);
    const file = `${time}_${revision.id}_step.sql`;
    write(join(paths.braid, 'features', revision.slice, 'migrations', file), braidFile(revision, up, down));
    write(
      join(paths.drizzle, `${digits}_step_${index}`, 'migration.sql'),
      revision.up.join(';\n--> statement-breakpoint\n'),
    );
    write(join(paths.umzug, `${digits}_step_${index}.up.sql`), up);
    write(join(paths.umzug, `${digits}_step_${index}.down.sql`), down);
    write(
      join(paths.nodePgMigrate, `${Date.UTC(2026, 0, 1) + index * 1000}_step-${index}.sql`),
      `-- Up Migration\n${up}\n-- Down Migration\n${down}`,
    );
  });
  write(
    paths.psqlUp,
    psqlFile(history, 'up', (id) => `insert into history (revision) values ('${id}')`),
  );
  write(
    paths.psqlDown,
    psqlFile(history.toReversed(), 'down', (id) => `delete from history where revision = '${id}'`),
  );
  return paths;
}

/**
 * @param {BenchRevision} revision
 * @param {string} [up]
 * @param {string} [down]
 */
function braidFile({ id, slice, revises, dependsOn }, up, down) {
  const header = [
    `-- revision: ${id}`,
    ...(revises.length > 0 ? [`-- revises: ${revises.join(', ')}`] : [`-- branch-label: ${slice}`]),
    ...(dependsOn.length > 0 ? [`-- depends-on: ${dependsOn.join(', ')}`] : []),
    '-- message: step',
    '-- created: 2026-01-01T00:00:00Z',
  ];
  return `${header.join('\n')}\n\n-- migrate:upgrade\n${up}\n-- migrate:downgrade\n${down}`;
}

/**
 * One transaction and one row of history for each revision, as a careful person would write it.
 *
 * @param {readonly BenchRevision[]} history
 * @param {'up' | 'down'} direction
 * @param {(id: string) => string} row
 */
function psqlFile(history, direction, row) {
  const table =
    'create table if not exists history (revision text primary key, at timestamptz not null default now());\n';
  const transactions = history.map(
    (revision) => `begin;\n${[...revision[direction], row(revision.id)].join(';\n')};\ncommit;\n`,
  );
  return `set client_min_messages = warning;\n${table}${transactions.join('')}`;
}

/**
 * @param {string} path
 * @param {string} [text]
 */
function write(path, text = '') {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}
