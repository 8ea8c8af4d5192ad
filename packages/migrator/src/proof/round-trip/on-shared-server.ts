import type { RevisionFile, Section } from '../../revision/revision-file.ts';
import { renameRoleHere } from '../../sql/statement/roles/rename-role-here.ts';
import { sharedRole } from '../../sql/statement/roles/shared-role.ts';

/**
 * A revision as it can be run on a server where other scratch databases have the same history, and so the same roles:
 * what creates, drops or renames one by hand counts on a server of its own.
 */
export function onSharedServer(file: RevisionFile): RevisionFile {
  const { upgrade, downgrade } = file;
  return {
    ...file,
    ...(upgrade === undefined ? {} : { upgrade: shared(upgrade) }),
    ...(downgrade === undefined ? {} : { downgrade: shared(downgrade) }),
  };
}

function shared(section: Section): Section {
  return {
    ...section,
    statements: section.statements.map((statement) => ({
      ...statement,
      sql: renameRoleHere(sharedRole(statement.sql)),
    })),
  };
}
