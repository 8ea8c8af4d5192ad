import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CliResult, runCli } from '../../cli/run-cli.ts';
import { createDatabase, type FreshDatabase } from '../../support/fresh-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { ScenarioWorkspace } from '../../support/workspaces/scenario-workspace.ts';

export interface Reference {
  readonly root: string;
  readonly workspace: ScenarioWorkspace;
  readonly production: FreshDatabase;
  readonly staging: FreshDatabase;
  readonly env: Readonly<Record<string, string>>;
  migrate(...argv: readonly string[]): Promise<CliResult>;
}

/** The reference workspace with two environments: production has everything, staging lacks the newest revisions. */
export async function referenceWorkspace(): Promise<Reference> {
  const [production, staging] = [await createDatabase(), await createDatabase()];
  onTestFinished(async () => {
    await production.drop();
    await staging.drop();
  });
  const root = join(tempDir('braid-ui-'), 'trading');
  mkdirSync(root);
  const workspace = new ScenarioWorkspace(root);
  workspace.begin('reference');
  workspace.write(
    'migrate.config.json',
    JSON.stringify({
      defaultEnvironment: 'staging',
      environments: { staging: { urlVariable: 'STAGING_URL' }, production: { urlVariable: 'PRODUCTION_URL' } },
    }),
  );
  const env = { PATH: process.env.PATH ?? '', STAGING_URL: staging.url, PRODUCTION_URL: production.url };
  const migrate = (...argv: readonly string[]) => runCli(argv, { cwd: root, env });
  for (const argv of [
    ['upgrade', 'heads', '--env', 'production'],
    ['upgrade', 'heads', '--env', 'staging'],
    ['downgrade', '26f446c71e16', '--env', 'staging', '--yes'],
    ['downgrade', 'execution@-1', '--env', 'staging', '--yes'],
  ]) {
    const { exitCode, stdout, stderr } = await migrate(...argv);
    if (exitCode !== 0) throw new Error(`${argv.join(' ')}\n${stdout}${stderr}`);
  }
  return { root, workspace, production, staging, env, migrate };
}
