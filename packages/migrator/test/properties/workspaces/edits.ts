import type { Dice } from './dice.ts';
import type { Walk } from './walk.ts';
import type { Files, RandomWorkspace } from './workspace.ts';

type Edit = (workspace: RandomWorkspace, walk: Walk, dice: Dice) => string | undefined;

const pathsOf = (files: Files, pattern: RegExp): readonly string[] =>
  [...files.keys()].filter((path) => pattern.test(path));

const REVISION = /\/migrations\/[^/]+\.(?:sql|ts)$/;
const SNAPSHOT = /\/migrations\/snapshots\/[^/]+\.json$/;

function removing(pattern: RegExp): Edit {
  return (workspace, walk, dice) => {
    const path = dice.of(pathsOf(workspace.files(), pattern));
    if (path === undefined) return undefined;
    walk.remove(path);
    return `remove ${path}`;
  };
}

/** The file of a revision and its snapshot, as after `git checkout` of a file list that was too short. */
const removeBoth: Edit = (workspace, walk, dice) => {
  const files = workspace.files();
  const path = dice.of(pathsOf(files, REVISION));
  const [, id = 'none'] = /_([0-9a-f]{12})_/.exec(path ?? '') ?? [];
  if (path === undefined) return undefined;
  for (const each of [path, ...pathsOf(files, SNAPSHOT).filter((name) => name.includes(id))]) walk.remove(each);
  return `remove ${path} and its snapshot`;
};

/** Replaces something in one file of a kind; files in which there is nothing to replace are not chosen. */
function replacing(pattern: RegExp, from: RegExp, to: string, what: string): Edit {
  return (workspace, _, dice) => {
    const files = workspace.files();
    const path = dice.of(pathsOf(files, pattern).filter((each) => from.test(files.get(each) ?? '')));
    if (path === undefined) return undefined;
    workspace.demo.write(path, (files.get(path) ?? '').replace(from, to));
    return `${what} in ${path}`;
  };
}

const declareAlone: Edit = (_, walk) => {
  const does = walk.declareAlone();
  return does === 'nothing' ? undefined : `in the schema alone: ${does}`;
};

/** A revision that hangs on an older one than it did. */
const hangElsewhere: Edit = (workspace, _, dice) => {
  const files = workspace.files();
  const ids = workspace.revisions().map(({ id }) => id);
  const path = dice.of(
    pathsOf(files, REVISION).filter((each) => /^(?:--|\/\/) revises: \w/m.test(files.get(each) ?? '')),
  );
  if (path === undefined) return undefined;
  const to = dice.of(ids) ?? '';
  workspace.demo.write(path, (files.get(path) ?? '').replace(/^(--|\/\/) revises: .*$/m, `$1 revises: ${to}`));
  return `${path} revises ${to}`;
};

const relabel: Edit = (workspace, _, dice) => {
  const slice = dice.of(pathsOf(workspace.files(), /\/slice\.json$/)) ?? '';
  workspace.demo.write(slice, JSON.stringify({ label: `renamed${dice.below(9)}` }));
  return `another label in ${slice}`;
};

/** Each of them is made to files that are right, or as right as the walk left them. */
const EDITS: readonly Edit[] = [
  removing(REVISION),
  removing(SNAPSHOT),
  removing(/\/sql\/\w+\.sql$/),
  removing(/\/src\/schema\.ts$/),
  removeBoth,
  declareAlone,
  declareAlone,
  hangElsewhere,
  relabel,
  replacing(REVISION, /^(?:--|\/\/) depends-on: .*\n/m, '', 'no depends-on'),
  replacing(REVISION, /^(?:--|\/\/) depends-on: .*\n/m, '', 'no depends-on'),
  replacing(REVISION, /^(?:--|\/\/) branch-label: .*\n/m, '', 'no branch-label'),
  replacing(REVISION, /^(?:--|\/\/) proof: .*\n/m, '', 'no proof'),
  replacing(/\/migrations\/[^/]+\.sql$/, /\binteger\b/, 'smallint', 'another type'),
  replacing(/\/migrations\/[^/]+\.sql$/, /^(?:ALTER|CREATE) .*;\n/m, '', 'a statement less'),
  replacing(
    /\/migrations\/[^/]+\.sql$/,
    /^-- migrate:upgrade.*\n/m,
    '$&create table stray (id int);\n',
    'a table more',
  ),
  replacing(SNAPSHOT, /\{ "entity": "column".*\},\n/, '', 'a column less'),
  replacing(SNAPSHOT, /"type": "integer"/, '"type": "bigint"', 'another type'),
  replacing(/\/sql\/\w+\.sql$/, /count\(x\)/, 'count(*)', 'another body'),
];

/** Does one thing to the files that a person, an editor or git could do. @returns what, for people */
export function editByChance(workspace: RandomWorkspace, walk: Walk, dice: Dice): string | undefined {
  return dice.of(EDITS)?.(workspace, walk, dice);
}
