import type { Authored } from '../../commands/shared/heads/authors.ts';

/** `Ann Lee, 2026-11-20`; empty if unknown. */
export function originText({ author, authoredAt }: Authored): string {
  return author === null ? '' : [author, authoredAt?.slice(0, 10)].filter(Boolean).join(', ');
}
