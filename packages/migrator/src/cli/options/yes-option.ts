import { Option } from 'commander';

/** `--yes`, of every command that asks before something is lost. */
export function yesOption(): Option {
  return new Option('-y, --yes', 'do not ask before something is lost (protected environments ask)');
}
