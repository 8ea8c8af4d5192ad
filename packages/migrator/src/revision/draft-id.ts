const PREFIX = 'draft.';
const DRAFT = /^draft\.[0-9a-f]{12}$/;

/**
 * The id of a draft of `migrate dev` for one that `revision` would have used, so that it is recognised in a ledger.
 */
export function draftId(id: string): string {
  return `${PREFIX}${id}`;
}

/** Whether an applied revision is a draft of `migrate dev`, whichever workspace has its file. */
export function isDraftId(id: string): boolean {
  return DRAFT.test(id);
}
