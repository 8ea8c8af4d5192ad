import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrateConfig } from '../../../src/config/file/migrate-config.ts';
import { type CliResult, runCli } from '../../cli/run-cli.ts';
import { tempDir } from '../temp-dir.ts';

/** The SQL of a revision; `marker` and `downMarker` are what is said behind `migrate:upgrade` and `migrate:downgrade`. */
export interface Sections {
  readonly up: string;
  readonly down?: string;
  readonly marker?: string;
  readonly downMarker?: string;
}

export interface SliceWorkspace {
  readonly root: string;
  /** Sets the configuration. */
  configure(config: MigrateConfig): void;
  revision(id: string, revises: string, sections: Sections): void;
  migrate(...argv: readonly string[]): Promise<CliResult>;
}

/** A workspace with the slice `shop`, whose commands work on a database where one is given. */
export function sliceWorkspace(
  database?: { readonly url: string },
  env: Readonly<Record<string, string>> = {},
): SliceWorkspace {
  const root = tempDir();
  mkdirSync(join(root, 'features/shop/migrations'), { recursive: true });
  writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop" }');
  writeFileSync(join(root, 'nx.json'), '{}');
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  const url = database === undefined ? {} : { DATABASE_URL: database.url };
  let number = 0;
  return {
    root,
    configure: (config) => writeFileSync(join(root, 'migrate.config.json'), JSON.stringify(config)),
    revision(id, revises, { up, down = '', marker = '', downMarker = '' }) {
      number += 1;
      const label = revises === '' ? '-- branch-label: shop\n' : '';
      writeFileSync(
        join(root, `features/shop/migrations/${number}_${id}_x.sql`),
        `-- revision: ${id}\n-- revises: ${revises}\n${label}-- message: step ${number}\n-- created: 2026-11-21T00:33:07Z\n\n-- migrate:upgrade${marker}\n${up}\n\n-- migrate:downgrade${downMarker}\n${down}\n`,
      );
    },
    migrate: (...argv) => runCli(argv, { cwd: root, env: { PATH: process.env.PATH ?? '', ...url, ...env } }),
  };
}
