import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempDir } from '../support/temp-dir.ts';
import { ScenarioWorkspace } from '../support/workspaces/scenario-workspace.ts';

const REVISIONS = 'features/shop/migrations';

/** A workspace with a remote, `main`, and a branch `feature` that adds a revision; for a test, which removes it. */
export function pullRequest(serverUrl: string) {
  const folder = tempDir('braid-ci-');
  const root = join(folder, 'work');
  mkdirSync(root);
  const workspace = new ScenarioWorkspace(root);
  workspace.begin('empty');
  const git = (command: string): void => {
    const { status, stdout } = workspace.run(command);
    if (status !== 0) throw new Error(`${command}\n${stdout}`);
  };
  const commit = (): void => git('git add -A && git commit --quiet -m step');
  workspace.write('.gitignore', 'node_modules\n.braid/\n');
  workspace.write('migrate.config.json', JSON.stringify({ shadowUrl: serverUrl }));
  workspace.write('features/shop/slice.json', '{ "label": "shop", "schema": null, "owners": ["@shop"] }');
  workspace.write(
    `${REVISIONS}/1_aaaaaaaaaaaa.sql`,
    '-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n-- message: orders\n\n-- migrate:upgrade\ncreate table orders (id integer primary key);\n\n-- migrate:downgrade lossy="orders"\ndrop table orders;\n',
  );
  commit();
  git('git init --quiet --bare ../origin.git && git remote add origin ../origin.git && git push --quiet origin main');
  git('git checkout --quiet -b feature');
  const write = (down: string): void =>
    workspace.write(
      `${REVISIONS}/2_bbbbbbbbbbbb.sql`,
      `-- revision: bbbbbbbbbbbb\n-- revises: aaaaaaaaaaaa\n-- message: notes of orders\n\n-- migrate:upgrade\nalter table orders add column note text;\n\n-- migrate:downgrade lossy="notes"\n${down}\n`,
    );
  write('alter table orders drop column note;');
  commit();
  return { folder, root, write, commit, recorder: (name: string) => recorder(folder, name) };
}

/** A program of this name that writes its arguments to a file, one a line, and fails where the first time `--edit-last` is asked of it. */
function recorder(folder: string, name: string): { readonly bin: string; readonly log: string } {
  const bin = join(folder, 'bin');
  const log = join(folder, `${name}.log`);
  mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\ncase "$*" in *--edit-last*) exit 1;; esac\n`;
  writeFileSync(join(bin, name), script);
  chmodSync(join(bin, name), 0o755);
  return { bin, log };
}
