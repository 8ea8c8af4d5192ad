import { quoteForMessage } from '../files/revision-file-error.ts';
import { MigratorError } from '../migrator-error.ts';

export type InvalidPrismaHistory = { readonly file: string } & (
  | { readonly problem: 'nothing-there' | 'no-sql' | 'lock-unreadable' }
  | { readonly problem: 'not-postgresql'; readonly provider: string }
);

/**
 * A folder of Prisma's migrations cannot be taken over.
 * @cause The path is not `prisma/migrations`, a migration has lost its `migration.sql`, or the project is not on
 * PostgreSQL.
 * @repair Name the folder that has `migration_lock.toml`; bring a missing file back from git.
 */
export class PrismaHistoryError extends MigratorError<InvalidPrismaHistory> {
  readonly code = 'prisma-history-invalid';
  constructor(facts: InvalidPrismaHistory) {
    super(facts, explained(facts));
  }
}

function explained(facts: InvalidPrismaHistory): { readonly message: string; readonly hint: string } {
  const { file } = facts;
  switch (facts.problem) {
    case 'nothing-there':
      return {
        message: `${file} has no migrations of Prisma: no folders with a migration.sql.`,
        hint: 'Name the folder beside schema.prisma: migrate adopt prisma prisma/migrations',
      };
    case 'no-sql':
      return {
        message: `${file} has no migration.sql.`,
        hint: `Bring it back from git, or delete the folder if no database has it: git log -- ${file}`,
      };
    case 'lock-unreadable':
      return {
        message: `${file} names no provider.`,
        hint: 'It needs one line: provider = "postgresql"',
      };
    case 'not-postgresql':
      return {
        message: `${file}: the provider is ${quoteForMessage(facts.provider)}, and Braid works with PostgreSQL only.`,
        hint: 'Name the migrations of a PostgreSQL database: migrate adopt prisma prisma/migrations',
      };
  }
}
