import { Option } from 'commander';

/** `--yes`, of every command that asks before something is lost. */
export function yesOption(): Option {
  return new Option('-y, --yes', 'do not ask before data is lost (protected environments ask)');
}

/** `--confirm`, of the commands that run a plan. */
export function confirmOption(): Option {
  return new Option('--confirm <hash>', 'confirm this plan and no other; the error prints the hash');
}
