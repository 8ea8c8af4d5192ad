import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runShell, type ShellResult } from '../run-shell.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../../..');

/**
 * Kept from one scenario to the next: the embedded server with the scratch states that it has built, and the proofs.
 */
const KEPT = '.braid';

export type ScenarioKind = 'reference' | 'empty' | 'single';

/** A folder in which scenarios run one after the other, each in a git repository of its own. */
export class ScenarioWorkspace {
  readonly root: string;
  /** Of the commands. */
  #variables: Readonly<Record<string, string>> = {};

  constructor(root: string) {
    this.root = root;
  }

  /**
   * `reference`: the slices of this repository, committed; `empty`: no slices; `single`: a project that is not a
   * monorepo. `migrate` and drizzle-orm are installed in both. What is new to a reader (`isNew`) is told which database
   * it is; other stories mean the embedded one.
   */
  begin(kind: ScenarioKind, isNew = false): void {
    this.#variables = isNew ? {} : { BRAID_EMBEDDED: 'on' };
    for (const name of readdirSync(this.root)) {
      if (name !== KEPT) rmSync(join(this.root, name), { recursive: true });
    }
    if (kind === 'reference') copyFeatures(this.root);
    const several = kind === 'single' ? {} : { workspaces: ['features/*'] };
    if (kind !== 'single') {
      this.write('.gitignore', 'node_modules/\n.braid/\n');
      this.write('nx.json', '{}\n');
    }
    const manifest = { name: 'scenario', private: true, type: 'module', ...several };
    this.write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
    linkModules(this.root);
    const git = 'git init --quiet -b main && git config user.name Ada && git config user.email ada@example.org';
    const exclude = 'printf "node_modules\\n.braid\\n" >> .git/info/exclude';
    const { status, stderr } = this.run(`${git} && ${exclude} && git add . && git commit --quiet -m 'the workspace'`);
    if (status !== 0) throw new Error(stderr);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Replaces the one place of a file that is `before`. */
  edit(path: string, before: string, after: string): void {
    const text = readFileSync(join(this.root, path), 'utf8');
    const places = text.split(before).length - 1;
    if (before === '' || places !== 1) throw new Error(`${path} has ${places} places with these lines:\n${before}`);
    this.write(
      path,
      text.replace(before, () => after),
    );
  }

  /** The URL of the server that is kept, whatever the workspace holds yet. */
  databaseUrl(): string {
    const host = join(this.root, KEPT, 'host');
    mkdirSync(join(host, 'db'), { recursive: true });
    writeFileSync(join(host, 'db/slice.json'), '{ "label": "db" }');
    const embedded = { folder: join(this.root, KEPT, 'postgres') };
    writeFileSync(join(host, 'migrate.config.json'), JSON.stringify({ slices: ['db'], embedded }));
    const { stdout, status } = this.run(`migrate -C ${KEPT}/host db url`);
    if (status !== 0) throw new Error(stdout);
    return stdout.trim();
  }

  /** Stops it. */
  end(): void {
    this.run(`migrate -C ${KEPT}/host db stop`);
  }

  /**
   * With `migrate` in the path. What it prints to both streams comes in `stdout`, in the order in which a terminal
   * shows it.
   */
  run(command: string): ShellResult {
    const PATH = `${join(this.root, 'node_modules/.bin')}:${process.env.PATH}`;
    // Messages call the program as the reader of the story does.
    const called: Readonly<Record<string, string>> = /\bnpx braid\b/.test(command)
      ? { BRAID_CALLED_AS: 'npx braid' }
      : {};
    return runShell(`{ ${command}\n} 2>&1`, this.root, { PATH, ...called, ...this.#variables });
  }
}

function copyFeatures(root: string): void {
  const filter = (path: string): boolean => !/\/(node_modules|dist)$/.test(path);
  cpSync(join(REPOSITORY, 'features'), join(root, 'features'), { recursive: true, filter });
}

/** All packages of this repository; but those of its slices are the workspace's own. */
function linkModules(root: string): void {
  const from = join(REPOSITORY, 'node_modules');
  const to = join(root, 'node_modules');
  mkdirSync(join(to, '@braid'), { recursive: true });
  for (const name of readdirSync(from)) {
    if (!['@braid', '.bin', '.cache'].includes(name)) symlinkSync(join(from, name), join(to, name));
  }
  mkdirSync(join(to, '.bin'));
  for (const name of ['braid', 'migrate']) {
    symlinkSync(join(REPOSITORY, 'packages/migrator/bin/migrate.cjs'), join(to, '.bin', name));
  }
  symlinkSync(join(REPOSITORY, 'packages/migrator'), join(to, '@braid/migrator'));
  for (const slice of readdirSync(join(REPOSITORY, 'features'))) {
    symlinkSync(join(root, 'features', slice), join(to, '@braid', slice));
  }
}
