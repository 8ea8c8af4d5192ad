import type { AdoptedDatabase, AdoptedFiles, AdoptResult } from '../../commands/adopt/adopt-options.ts';
import { describeProblem } from '../../commands/adopt/ledger-state.ts';
import type { Style } from './style.ts';
import { count } from './table.ts';

/** What `adopt` prints. */
export function adoptText({ tool, slice, folder, migrations, files, database }: AdoptResult, style: Style): string {
  return [
    `${count(migrations, 'migration')} of ${tool} in ${folder}, for slice ${slice}.`,
    ...filesText(files, slice, style),
    ...(database === null ? [] : databaseText(database, style)),
  ].join('\n');
}

const SHOWN = 10;

function filesText(files: AdoptedFiles, slice: string, style: Style): readonly string[] {
  const { state, revisions, removed, stubs, made, pending, undeclared, notes } = files;
  const done = { written: 'Wrote', 'would-write': 'Would write', there: 'Already there:' }[state];
  const warn = style.yellow('!');
  return [
    ...revisions.slice(0, SHOWN).map(({ file, stands }) => `${done} ${file} ${style.dim(standing(stands))}`),
    ...(revisions.length > SHOWN ? [`${done} ${revisions.length - SHOWN} more`] : []),
    ...made.map((file) => `${done} ${file} ${style.dim('(created by the migrations, declared by no schema)')}`),
    ...removed.map(({ file, line, text, why }) => {
      const reason = why === 'transaction' ? 'revisions have their own transaction' : "it writes the tool's own ledger";
      return `  left out ${file}:${line}: ${oneLine(text)} ${style.dim(`(${reason})`)}`;
    }),
    ...stubs.map((each) => `  ${warn} not written as SQL yet: ${each}`),
    ...notes.map((each) => `  ${warn} ${each}`),
    ...(pending.length === 0
      ? []
      : [
          `  ${warn} the schema of ${slice} differs from what the migrations build: ${pending.join(', ')}`,
          `    ${style.cyan('→')} ${style.typed(`migrate revision -m "…" --slice ${slice}`)}`,
        ]),
    ...(undeclared.length === 0
      ? []
      : [`  ${warn} built by the migrations, but declared by no schema: ${undeclared.join(', ')}`]),
  ];
}

function databaseText(database: AdoptedDatabase, style: Style): readonly string[] {
  const { target, ledger, state, stamped, pending, problems } = database;
  const rest =
    pending.length === 0
      ? ''
      : ` ${count(pending.length, 'revision')} pending: ${style.typed('migrate upgrade heads')}`;
  switch (state) {
    case 'new':
      return [`${target.display} has no ${ledger} and no tables: nothing to record.${rest}`];
    case 'stamped':
      return [
        `Recorded in ${target.display} that ${count(stamped.length, 'revision')} ${stamped.length === 1 ? 'is' : 'are'} applied, as ${ledger} says; nothing was run.${rest}`,
        `  ${style.cyan('→')} ${style.typed('migrate check --db')}`,
      ];
    case 'would-stamp':
      return [
        `Would record in ${target.display} that ${count(stamped.length, 'revision')} ${stamped.length === 1 ? 'is' : 'are'} applied, as ${ledger} says.${rest}`,
      ];
    case 'nothing-to-stamp':
      return [`${target.display} already has these records.${rest}`];
    case 'mismatch':
      return [
        `${style.red('✗')} ${ledger} in ${target.display} and the files disagree:`,
        ...problems.map((each) => `  ${describeProblem(each)}`),
      ];
  }
}

function standing(stands: readonly string[]): string {
  const [first] = stands;
  return stands.length === 1 ? `(${first})` : `(${first} to ${stands.at(-1)}, ${stands.length})`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
