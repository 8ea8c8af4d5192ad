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
    ['| rule | the fix writes |', '| --- | --- |', ...fixes].join('\n'),
    '### What you have to write yourself',
    'These rules have no fix. For the others, `--fix` reports which statements it leaves, and why.',
    ['| rule | because |', '| --- | --- |', ...byHand].join('\n'),
  ].join('\n\n');
}

function link(rule: string): string {
  return `[\`${rule}\`](#${rule})`;
}

const ABOUT = `## Fix what is found

    migrate lint --fix
    migrate lint --fix events@head --yes

rewrites revisions so that they do the same and block nobody. It fixes errors and warnings. A revision becomes one or several; the last one keeps its id, message and
snapshot, so later revisions do not change. The first one gets the parents, dependencies and labels. A statement that has to run alone gets \`transaction=off\`, rows are
changed in [batches](runner.md#batches), and the downgrade is split in the same way and made just as harmless.

    -- revision: 51aa0be2c7f3
    -- message: orders know their customer

    -- migrate:upgrade
    alter table orders add constraint orders_customer_fkey foreign key (customer) references customers;

becomes

    -- migrate:upgrade transaction=off
    alter table orders add constraint orders_customer_fkey foreign key (customer) references customers NOT VALID;
    ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_customer_fkey";

Before it writes anything, Braid proves the result on [scratch databases](proofs.md) with rows: each revision runs up, down and up again, and all of them together leave the
same catalog and the same rows as the original revision, up and down. The rules check the result, too. Then \`--fix\` shows the changes and asks; \`--yes\` answers. It writes all
files or none, and only what is proven (\`lint-fix-unproven\`).

A revision stays as it is when it is in the history of a remote branch, of the main branch or of a tag, when the chosen database or another environment of the configuration has it or has begun it, when
it is a merge or code, or when one of its statements (\`SET\`, \`LOCK\`, a temporary table) has to stay with those after it. The proof runs earlier data revisions, so use \`--fix\` only in checkouts that you trust.

A new type for a column takes several revisions. The column has the new type from the moment when the two columns swap their names; until the last of the revisions has run,
values that do not fit the old type are refused. Afterwards the column is the last one of its table. A column of the key, to which foreign keys may refer, is left to you: [these are the revisions](guide/wider-key.md).`;
