import { type SmallRevision, smallWorkspace } from '../commands/small-workspace.ts';

const revision = (id: string, slice: string, header: string, up: string): SmallRevision => ({
  id,
  slice,
  header,
  up,
  down: `-- migrate:downgrade\ndrop table ${id};`,
});

/** Three revisions in two slices; each makes a table of its name. The second leaves settings behind in its session. @returns the root */
export function smallService(): string {
  return smallWorkspace([
    revision('u1', 'users', '-- branch-label: users\n', 'create table u1 (id int);'),
    revision(
      'e1',
      'events',
      '-- branch-label: events\n-- depends-on: u1\n',
      "create table e1 (id int);\nset search_path = pg_catalog;\nset statement_timeout = '7s';",
    ),
    revision('e2', 'events', '-- revises: e1\n', 'create table public.e2 (id int);'),
  ]);
}
