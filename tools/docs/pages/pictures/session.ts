// `npm run docs:session`: runs a few commands of the README's tour and draws what a terminal shows of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempDir, removeTempDir } from '../../../../packages/migrator/test/support/temp-dir.ts';
import { ScenarioWorkspace } from '../../../../packages/migrator/test/support/workspaces/scenario-workspace.ts';
import { PICTURES } from './graph-pictures.ts';
import { terminalSvg } from './terminal-svg.ts';
import { THEMES } from './themes.ts';

/** Commands of the README's tour, in its order. */
export const SHOWN = [
  'npx braid revision -m "add title" --slice events --rev-id 5f0c1d2e3a4b',
  'npx braid upgrade --slice events',
  'npx braid downgrade events@-1',
  'npx braid history --graph -r d641:5b6a',
] as const;

const COLUMNS = 126;
const TITLE = 'braid revision, upgrade, downgrade and history in a terminal';

function record(): string {
  const workspace = new ScenarioWorkspace(makeTempDir('braid-session-'));
  try {
    workspace.begin('reference');
    const colours = 'FORCE_COLOR=1 NO_COLOR= BRAID_CALLED_AS="npx braid"';
    workspace.run('migrate upgrade heads --quiet');
    workspace.edit(
      'features/events/src/schema.ts',
      '    source: varchar({ length: 100 }),\n',
      '    title: text(),\n    source: varchar({ length: 100 }),\n',
    );
    return SHOWN.map((command) => {
      const { status, stdout } = workspace.run(`${colours} ${command.replace(/^npx /, '')}`);
      if (status !== 0) throw new Error(stdout);
      return `\u001B[2m$\u001B[22m \u001B[1m${command}\u001B[22m\n${stdout.trimEnd()}`;
    }).join('\n');
  } finally {
    workspace.run('migrate db stop');
    removeTempDir(workspace.root);
  }
}

if (process.argv[1] === import.meta.filename) {
  const screen = record();
  for (const [name, theme] of Object.entries(THEMES)) {
    writeFileSync(join(PICTURES, `session-${name}.svg`), terminalSvg(screen, COLUMNS, TITLE, theme));
  }
}
