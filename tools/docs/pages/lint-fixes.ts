import { EVERY_LINT_RULE } from '../../../packages/migrator/src/lint/every-lint-rule.ts';
import { BY_HAND } from '../../../packages/migrator/src/lint/fix/by-hand.ts';
import { EVERY_LINT_FIX } from '../../../packages/migrator/src/lint/fix/every-lint-fix.ts';

/** What `lint --fix` writes, and what a person has to: a part of docs/lint.md. */
export function lintFixes(): string {
  const fixes = EVERY_LINT_FIX.map(
    ({ rules, writes }) => `| ${rules.map(({ name }) => link(name)).join(', ')} | ${writes} |`,
  );
  const byHand = EVERY_LINT_RULE.flatMap(({ name }) => {
    const why = BY_HAND[name];
    return why === undefined ? [] : [`| ${link(name)} | ${why} |`];
  });
  return [
    ABOUT,
    ['| found by | is written as |', '| --- | --- |', ...fixes].join('\n'),
    '### What you have to write yourself',
    'These have no fix. Of the others, `--fix` says which statements it leaves, and why.',
    ['| rule | because |', '| --- | --- |', ...byHand].join('\n'),
  ].join('\n\n');
}

function link(rule: string): string {
  return `[\`${rule}\`](#${rule})`;
}

const ABOUT = `## Fix what is found

    migrate lint --fix
    migrate lint --fix events@head --yes

writes revisions again, so that they do the same and harm nobody. Errors and warnings are fixed. A revision becomes one or several, the last of which has its id, message and
snapshot: revisions above need no change. Parents, dependencies and labels are those of the first. What runs alone gets \`transaction=off\`, rows are changed in
[batches](runner.md#batches), and the downgrade is divided the same way and made as harmless.

    -- revision: 51aa0be2c7f3
    -- message: orders know their customer

    -- migrate:upgrade
    alter table orders add constraint orders_customer_fkey foreign key (customer) references customers;

becomes

    -- migrate:upgrade transaction=off
    alter table orders add constraint orders_customer_fkey foreign key (customer) references customers NOT VALID;
    ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_customer_fkey";

Before anything is written, it is proven on [scratch databases](proofs.md) with rows: each revision goes up, down and up again, and all of them together leave the same catalog and the
same rows as the revision did, up and down. The rules look at the result, too. Then the changes are shown, and \`--fix\` asks; \`--yes\` answers. All files are written, or none.
What is not proven is not written (\`lint-fix-unproven\`).

A revision stays as it is when it is in the history of a remote branch, of the main branch or of a tag, when the chosen database or another environment of the configuration has it, when
it is a merge or code, or when one of its statements (\`SET\`, \`LOCK\`, a temporary table) has to stay with those behind it. The proof runs data revisions below, so \`--fix\` is for checkouts that you trust.

Another type of a column takes several revisions. Its values are those of the new type from the moment when the columns change their names; until the last of the revisions has run, values that the
old type does not take are refused. The column is the last one of its table afterwards. A column of the key, to which foreign keys may refer, is left to you: [these are the revisions](guide/wider-key.md).`;
