import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { rehearse } from '../../../commands/rehearse/rehearse.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { declareLimits, milliseconds } from '../../options/limit-options.ts';
import { listOption, textOption } from '../../options/option-values.ts';
import { REHEARSAL_FORMATS, rehearsalText } from '../../text/rehearsal/rehearsal-text.ts';
import { PLAIN } from '../../text/style.ts';

export const rehearseCommand: CliCommand = {
  databaseOption: 'from',
  define(command) {
    command
      .argument('[target...]', 'heads, events@head, +1, an id … (default: heads)')
      .addOption(
        new Option('--from <url>', 'the database to copy, preferably a replica (default: that of --env or --url)'),
      )
      .addOption(new Option('--dump <file>', 'a file of pg_dump instead of a database').conflicts('from'))
      .addOption(new Option('--sample <percent>', 'copy this much of large tables, such as 10%').argParser(percent))
      .option('--back', 'also downgrade, and upgrade again')
      .addOption(
        new Option(
          '--max-lock <time>',
          'exit code 3 when a lock that blocks readers or writers is held for longer',
        ).argParser(milliseconds),
      )
      .addOption(new Option('--mask <column...>', 'hide table.column or table.column=expression on the copy'))
      .addOption(new Option('--format <format>', 'format of the report').choices(REHEARSAL_FORMATS).default('text'))
      .option('--out <file>', 'write to this file instead of standard output')
      .addHelpText('after', EXAMPLES);
    declareLimits(command);
  },
  async run({ args, bench, options, slice, io }) {
    const dump = textOption(options.dump);
    const result = await rehearse(bench, {
      ...{ targets: args, slice, back: options.back === true, masks: listOption(options.mask) },
      dump: dump === undefined ? undefined : resolve(io.cwd, dump),
      sample: numberOption(options.sample),
      maxLockMs: numberOption(options.maxLock),
    });
    const format = REHEARSAL_FORMATS.find((known) => known === options.format) ?? 'text';
    const exitCode = result.passed ? EXIT_CODES.done : EXIT_CODES.found;
    const out = textOption(options.out);
    if (out === undefined) return { result, text: (style) => rehearsalText(result, format, style), exitCode };
    bench.documents.write(out, `${rehearsalText(result, format, PLAIN)}\n`);
    return { result, text: () => `Wrote ${out}: ${result.passed ? 'passed' : 'not passed'}.`, exitCode };
  },
};

function numberOption(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** `10%`, `0.5%`; more than 0, and at most 100. */
function percent(text: string): number {
  const value = Number(/^(\d+(?:\.\d+)?)%?$/.exec(text.trim())?.[1]);
  if (!(value > 0 && value <= 100)) throw new InvalidArgumentError('Write a part such as 10%.');
  return value;
}

const EXAMPLES = `
Copies the database to a scratch server (the embedded one, or that of "shadowUrl"), runs the pending revisions there as upgrade does,
and drops the copy.
The database is only read. For each revision the report shows its duration, its locks and how long they were held, rewritten tables, rows, WAL
and growth; with --sample also an upper limit for all rows. It contains no data of rows. Exit code 3 when a revision fails or a lock is held too long.
Hide columns with --mask, or "rehearse.mask" in migrate.config.json. See docs/rehearsal.md.

Examples:
  migrate rehearse --env production
  migrate rehearse --from postgres://reader@replica/shop --max-lock 2s --back
  migrate rehearse --env production --sample 10% --mask customers.email "customers.name='x'"
  migrate rehearse --dump nightly.dump --format html --out rehearsal.html
`;
