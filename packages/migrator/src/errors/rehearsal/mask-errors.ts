import { MigratorError, type Outcome } from '../migrator-error.ts';
import { shellWord } from '../shell-word.ts';

/** Why a mask cannot be applied. */
export type MaskRefusal = { readonly mask: string } & (
  | { readonly problem: 'unreadable' | 'no-table' | 'no-column' }
  | { readonly problem: 'several-tables'; readonly tables: readonly string[] }
  | { readonly problem: 'no-value'; readonly type: string }
  | { readonly problem: 'breaks-key'; readonly other: string }
);

/**
 * A mask of `migrate rehearse` cannot be applied: it is not `table.column` or `table.column=expression`, matches
 * nothing, or needs an expression. No row was copied.
 * @cause A column was renamed or dropped, two schemas have a table of that name, or Braid has no default value for the
 * type of the column.
 * @repair Correct the mask in `--mask` or in `rehearse.mask` of the configuration, as the message says.
 */
export class RehearsalMaskError extends MigratorError<MaskRefusal> {
  readonly code = 'rehearsal-mask';
  override readonly outcome: Outcome = 'usage';
  constructor(facts: MaskRefusal) {
    super(facts, { message: `${inWords(facts)} No row was copied.`, hint: repairOf(facts) });
  }
}

function inWords(facts: MaskRefusal): string {
  const mask = `The mask ${shellWord(facts.mask)}`;
  switch (facts.problem) {
    case 'unreadable':
      return `${mask} is not table.column or table.column=expression.`;
    case 'no-table':
      return `${mask} names no table of the source.`;
    case 'no-column':
      return `${mask} names no column of its table.`;
    case 'several-tables':
      return `${mask} could mean ${facts.tables.join(' or ')}.`;
    case 'no-value':
      return `${mask} needs an expression: Braid has no default value for a NOT NULL column of type ${facts.type}.`;
    case 'breaks-key':
      return `${mask} breaks a foreign key with ${facts.other}, which is not masked.`;
  }
}

function repairOf(facts: MaskRefusal): string {
  switch (facts.problem) {
    case 'several-tables':
      return `Name the schema, too: --mask ${shellWord(`${facts.tables[0]}.${facts.mask.split('.').slice(1).join('.')}`)}`;
    case 'no-value':
      return `Give the value: --mask ${shellWord(`${facts.mask}='…'`)}`;
    case 'breaks-key':
      return `Mask both, without an expression, which gives both the same values: --mask ${shellWord(facts.other)}`;
    case 'unreadable':
      return 'Write it as --mask customers.email or --mask "customers.name=\'x\'".';
    default:
      return 'Correct its name, or delete it if the column is gone: --mask, or "rehearse.mask" in the configuration.';
  }
}
