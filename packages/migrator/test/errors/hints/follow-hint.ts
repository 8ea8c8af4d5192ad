import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** A workspace and a database of one try. */
export interface State {
  readonly root: string;
  readonly database: FreshDatabase;
  write(path: string, text: string): void;
  /** A file, or a folder and what is in it. */
  remove(path: string): void;
  /** Takes a file away. @returns what brings it back */
  hide(path: string): () => void;
  /** `up` is the upgrade's statements; the downgrade drops the table of the revision's name. */
  revision(slice: string, id: string, header?: string, up?: string, down?: string): void;
  run(...argv: readonly string[]): Promise<Answer>;
}

/** What a command line ended with: the code of its error, or of each of its findings. */
export interface Answer {
  readonly exitCode: number;
  readonly codes: readonly string[];
  /** Hint or repair, by code. */
  readonly hints: ReadonlyMap<string, string>;
}

/** Slices `ace` and `bee` with a revision each, `aa1` and `bb1`, which no database has yet. */
export async function newState(): Promise<State> {
  const root = tempDir();
  const database = await freshDatabase();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const revision: State['revision'] = (
    slice,
    id,
    header = '',
    up = `create table ${id} (id int);`,
    down = `drop table if exists ${id};`,
  ) => {
    const lines = header === '' ? '' : `${header}\n`;
    write(
      `features/${slice}/migrations/${id}.sql`,
      `-- revision: ${id}\n${lines}-- message: make ${id}\n\n-- migrate:upgrade\n${up}\n\n-- migrate:downgrade\n${down}\n`,
    );
  };
  write('migrate.config.json', JSON.stringify({ shadowUrl: inject('postgresUrl') }));
  for (const [label, id] of [
    ['ace', 'aa1'],
    ['bee', 'bb1'],
  ] as const) {
    write(`features/${label}/slice.json`, JSON.stringify({ label, schema: null }));
    revision(label, id, `-- branch-label: ${label}`);
  }
  const run = async (...argv: readonly string[]): Promise<Answer> => {
    const { exitCode, stdout } = await runCli([...argv, '--json', '-q', '--url', database.url], { cwd: root });
    return { exitCode, ...told(stdout) };
  };
  const remove = (path: string): void => rmSync(join(root, path), { recursive: true, force: true });
  const hide = (path: string): (() => void) => {
    const [from, to] = [join(root, path), join(root, 'hidden')];
    renameSync(from, to);
    return () => renameSync(to, from);
  };
  return { root, database, write, remove, hide, revision, run };
}

function told(stdout: string): Pick<Answer, 'codes' | 'hints'> {
  const result: unknown = stdout.startsWith('{') ? JSON.parse(stdout) : {};
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  const field = (value: unknown, name: string): unknown => (isObject(value) ? Reflect.get(value, name) : undefined);
  const error = field(result, 'error');
  const findings = [field(result, 'findings'), field(field(result, 'history'), 'problem')].flat();
  const of = (isObject(error) ? [error] : findings).filter(isObject);
  const all = of.map(
    (each) => [String(field(each, 'code')), String(field(each, 'hint') ?? field(each, 'repair') ?? '')] as const,
  );
  return { codes: all.map(([code]) => code), hints: new Map(all) };
}
