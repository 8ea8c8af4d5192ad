import { shellWord } from '../shell-word.ts';

/** What a person said no to, and what the hint needs to know about it. */
export type Declined =
  /** The same command with this option only looks. */
  | { readonly asked: 'run'; readonly look: '--check' | '--dry-run' }
  | { readonly asked: 'plan'; readonly revisions: readonly string[] }
  | {
      readonly asked: 'fleet-plan';
      readonly fleet: string;
      readonly targets: readonly string[];
      readonly down: boolean;
    }
  | { readonly asked: 'fleet'; readonly fleet: string }
  | { readonly asked: 'stamp' | 'batches' | 'state' | 'amend' | 'lint-fix' | 'reset' | 'prune' | 'draft' | 'discard' }
  | { readonly asked: 'repair'; readonly revision: string }
  | { readonly asked: 'squash'; readonly revisions: readonly string[] };

/** The command line that asked, and the option in it that names the database, if one does. */
export interface AskingCommand {
  readonly command: string;
  readonly databaseOption?: string | undefined;
}

/** What to do instead, with the exact command: to go ahead is what the person did not want. */
export function insteadOf(declined: Declined, { command, databaseOption }: AskingCommand): string {
  const there = (what: string): string => (databaseOption === undefined ? what : `${what} ${databaseOption}`);
  switch (declined.asked) {
    case 'run':
      return `See what it would do: migrate ${command} ${declined.look}`;
    case 'plan':
      // A plan file was read before, and excludes --plan.
      return / --plan-file[= ]/.test(command)
        ? `Read what they do: migrate show ${declined.revisions.join(' ')}`
        : `See what would run: migrate ${command} --plan`;
    case 'fleet-plan': {
      const words = [declined.fleet, ...declined.targets].map(shellWord).join(' ');
      const plan = `migrate fleet plan ${words}`;
      return `See what would run in each tenant: ${there(declined.down ? `${plan} --downgrade` : plan)}`;
    }
    case 'fleet':
      return `See its tenants: ${there(`migrate fleet status ${shellWord(declined.fleet)}`)}`;
    case 'stamp':
      return `See what is recorded now: ${there('migrate current')}`;
    case 'repair':
      return `See what happened to it: ${there(`migrate log --revision ${declined.revision}`)}`;
    case 'batches':
      return `See how far they are: ${there('migrate batches')}`;
    case 'state':
      return 'Read the SQL that it would run: migrate ensure-version --sql';
    case 'amend':
      return 'Leave it as it is, and write the change as a new revision: migrate revision -m "…"';
    case 'squash':
      return `They stay separate. Read what each does: migrate show ${declined.revisions.join(' ')}`;
    case 'lint-fix':
      return `List the findings without changing files: migrate ${command.replace(/ --fix(?= |$)/, '')}`;
    case 'reset':
      return 'Stop the server and keep the data: migrate db stop';
    case 'prune':
      return `See which databases there are: ${there('migrate db list')}`;
    case 'draft':
      return `To keep the data, restore what the schema no longer declares. If it was renamed: ${there('migrate dev --once --rename "old=new"')}`;
    case 'discard':
      return `Keep them as revisions: ${there('migrate dev commit -m "…"')}`;
  }
}
