import { sharedRole } from './shared-role.ts';

/** Whether the body of a DO block makes or drops a role, as `sharedRole` writes it, and does nothing else. */
export function isSharedRole(body: string): boolean {
  const [, inner = ''] = /^ +((?:CREATE|DROP) ROLE [^;]*);$/m.exec(body) ?? [];
  return inner !== '' && [`DO $$${body}$$`, `DO $role$${body}$role$`].includes(sharedRole(inner));
}
