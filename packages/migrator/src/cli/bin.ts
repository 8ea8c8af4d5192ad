import { main } from './main.ts';

export { main };

/** What `bin/migrate.cjs` calls: runs the command line of this process and leaves the exit code where Node takes it from. */
export function runMigrate(): void {
  void main(process.argv.slice(2)).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
