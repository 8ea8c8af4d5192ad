import { chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** After a run as root (`sudo migrate …`) the files must still be those of the user whose folder they are in. */
export function giveToFolderOwner(file: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(file));
  if (uid !== 0) chownSync(file, uid, gid);
}
