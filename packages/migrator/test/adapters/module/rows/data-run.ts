import { runDataRevision } from '../../../../src/adapters/module/run-data-revision.ts';
import type { RunnerOptions } from '../../../../src/execute/runner-options.ts';
import { line } from '../../../execute/support/revisions.ts';
import { runner } from '../../../execute/support/runner.ts';
import type { FreshDatabase } from '../../../support/fresh-database.ts';
import { writeTree } from '../../fs/write-tree.ts';

/** What a test gives to the code of its revision. */
const given = 'braid.test';
Reflect.set(globalThis, given, undefined);

export interface DataRunOptions {
  readonly tables: string;
  /** Instead of a file made of the code. */
  readonly whole?: string;
  /** Files beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** `transaction=off` */
  readonly options?: string;
  readonly runner?: Partial<RunnerOptions>;
  /** Called `given` in the code. */
  readonly given?: unknown;
  /** Told when the code calls `op.log`. */
  readonly onLog?: (text: string, stop: ReturnType<typeof runner>['stop']) => void;
}

/** A database with tables and, on top, a data revision with this code as its `upgrade`. What it logged. */
export async function dataRun(
  database: FreshDatabase,
  code: string,
  { tables, options = '', ...more }: DataRunOptions,
): Promise<readonly string[]> {
  const revisions = line(
    { id: 'aaaa', up: tables, down: 'select 1' },
    { id: 'bbbb', up: '', down: '', kind: 'ts', options },
  );
  const root = writeTree({
    'package.json': '{ "type": "module" }',
    'features/events/slice.json': '{ "label": "events" }',
    ...Object.fromEntries(
      Object.entries(more.files ?? {}).map(([name, text]) => [`features/events/migrations/${name}`, text]),
    ),
    'features/events/migrations/bbbb.ts':
      more.whole ??
      `// revision: bbbb
// revises: aaaa
// message: bbbb
//
${options === '' ? '' : `// migrate:upgrade ${options}\n`}
export async function upgrade(op: any) {
  const given: any = Reflect.get(globalThis, '${given}');
${code}
}
export async function downgrade() {}
`,
  });
  const lines: string[] = [];
  const { upgrade, stop } = runner(revisions, {
    ...{ url: database.url, options: more.runner ?? {} },
    dataRunner: (request) =>
      runDataRevision(
        root,
        {},
        {
          ...request,
          log: (text) => {
            lines.push(text);
            more.onLog?.(text, stop);
          },
        },
      ),
  });
  Reflect.set(globalThis, given, more.given);
  await upgrade();
  return lines;
}
