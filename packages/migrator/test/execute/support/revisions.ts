import type { Workspace } from '../../../src/ports/workspace/workspace.ts';
import { parseRevisionFile } from '../../../src/revision/parse-revision-file.ts';

/** One revision, as short as it can be written. Statements without semicolons are completed. */
export interface RevisionText {
  readonly id: string;
  readonly revises?: string;
  readonly slice?: string;
  readonly up: string;
  readonly down: string;
  /** Options of both markers, `transaction=off` mostly. */
  readonly options?: string;
  /** Data revisions are `ts`: only their header and markers count here. */
  readonly kind?: 'sql' | 'ts';
  /** Another line of the header. */
  readonly header?: string;
  /** The code of a data revision, below its header. */
  readonly code?: string;
}

/** The text of a revision file. */
export function revisionText({
  id,
  revises,
  up,
  down,
  options = '',
  kind = 'sql',
  code,
  header,
}: RevisionText): string {
  if (kind === 'ts') return codeText(id, revises, options, code);
  const marker = (direction: string) => `-- migrate:${direction}${options === '' ? '' : ` ${options}`}`;
  return `-- revision: ${id}
${revises === undefined ? '' : `-- revises: ${revises}\n`}${header === undefined ? '' : `-- ${header}\n`}-- message: ${id}

${marker('upgrade')}
${up};

${marker('downgrade')}
${down};
`;
}

const NOTHING = 'export async function upgrade() {}\nexport async function downgrade() {}\n';

function codeText(id: string, revises: string | undefined, options: string, code = NOTHING): string {
  const parents = revises === undefined ? '' : `// revises: ${revises}\n`;
  const markers = options === '' ? '' : `// migrate:upgrade ${options}\n// migrate:downgrade ${options}\n`;
  return `// revision: ${id}\n${parents}// message: ${id}\n\n${markers}${code}`;
}

/** A line of revisions, each on the one before it. */
export function line(...revisions: readonly RevisionText[]): readonly RevisionText[] {
  return revisions.map((revision, index) => {
    const before = revisions[index - 1]?.id;
    return revision.revises === undefined && before !== undefined ? { ...revision, revises: before } : revision;
  });
}

/** `count` revisions that each make a table and put a row into `runs`, which tells how often each one ran. */
export function manyTables(count: number, prefix = 'r'): readonly RevisionText[] {
  const first: RevisionText = {
    id: `${prefix}000`,
    up: 'create table runs (revision text not null, direction text not null)',
    down: 'drop table runs',
  };
  const rest = Array.from({ length: count - 1 }, (_, index) => {
    const id = `${prefix}${String(index + 1).padStart(3, '0')}`;
    return {
      id,
      up: `create table t_${id} (id int primary key);\ninsert into runs values ('${id}', 'up')`,
      down: `drop table t_${id};\ninsert into runs values ('${id}', 'down')`,
    };
  });
  return line(first, ...rest);
}

/** The revisions as the runner reads them. */
export function workspaceOf(
  revisions: readonly RevisionText[],
): Pick<Workspace, 'readHeaders' | 'readRevision' | 'checksumOf'> {
  const files = new Map(
    revisions.map((revision) => {
      const slice = revision.slice ?? 'events';
      const file = `features/${slice}/migrations/${revision.id}.${revision.kind ?? 'sql'}`;
      return [revision.id, parseRevisionFile(revisionText(revision), { slice, file })];
    }),
  );
  const require = (id: string) => {
    const file = files.get(id);
    if (file === undefined) throw new Error(`no revision ${id} in the test`);
    return file;
  };
  return {
    readHeaders: () => [...files.values()].map((file) => file.revision),
    readRevision: ({ id }) => require(id),
    checksumOf: ({ id }) => require(id).checksum,
  };
}
