import { Option } from 'commander';

/** `--yes`, of every command that asks before something is lost. */
export function yesOption(): Option {
  return new Option('-y, --yes', 'do not ask before something is lost (protected environments ask)');
}

/** `--confirm`, of the commands that run a plan. */
export function confirmOption(): Option {
  return new Option('--confirm <hash>', 'agree to this plan and to no other; where it is needed, the error names it');
}
