import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the revisions of a shape as files of a workspace of its own, as a team would have them: one folder for each slice.
 *
 * @param {string} root an empty folder
 * @param {Iterable<import('./shapes.mjs').Drawn>} revisions
 */
export function writeWorkspace(root, revisions) {
  writeFileSync(join(root, 'migrate.config.json'), '{}\n');
  const known = new Set();
  let i = 0;
  for (const revision of revisions) {
    const folder = join(root, 'features', revision.slice);
    if (!known.has(revision.slice)) {
      known.add(revision.slice);
      mkdirSync(join(folder, 'migrations'), { recursive: true });
      mkdirSync(join(folder, 'src'));
      writeFileSync(join(folder, 'slice.json'), `${JSON.stringify({ label: revision.slice })}\n`);
      writeFileSync(join(folder, 'src', 'schema.ts'), 'export {};\n');
    }
    const time = new Date(Date.UTC(2026, 0, 1) + i++ * 60_000).toISOString().slice(0, 19);
    const name = `${time.replaceAll('-', '').replaceAll(':', '')}_${revision.id}_step.sql`;
    writeFileSync(join(folder, 'migrations', name), fileText(revision, i, time));
  }
}

/**
 * @param {import('./shapes.mjs').Drawn} revision
 * @param {number} number
 * @param {string} time
 */
function fileText({ id, revises, dependsOn, labels }, number, time) {
  return [
    `-- revision: ${id}`,
    `-- revises: ${revises.length === 0 ? 'base' : revises.join(', ')}`,
    ...(labels.length === 0 ? [] : [`-- branch-label: ${labels.join(', ')}`]),
    ...(dependsOn.length === 0 ? [] : [`-- depends-on: ${dependsOn.join(', ')}`]),
    `-- message: step ${number}`,
    `-- created: ${time}Z`,
    '',
    '-- migrate:upgrade',
    `create table t_${id} (id integer primary key, note text);`,
    '',
    '-- migrate:downgrade',
    `drop table t_${id};`,
    '',
  ].join('\n');
}
