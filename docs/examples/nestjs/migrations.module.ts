import {
  createMigrationService,
  type EnsureOptions,
  type MigrationService,
  type MigratorOptions,
} from '@braid/migrator';
import { type DynamicModule, Module } from '@nestjs/common';

/** `@Inject(MIGRATION_SERVICE) private readonly migrations: MigrationService` */
export const MIGRATION_SERVICE = Symbol('MigrationService');

export interface MigrationsModuleOptions {
  /** How to reach the database; by default as the `migrate` command does. */
  readonly migrator?: MigratorOptions;
  /** What to do at start-up. */
  readonly ensure?: EnsureOptions;
  /** Another implementation of the port, for tests. */
  readonly service?: MigrationService;
}

/** Nest waits for asynchronous providers: nothing that injects the service, and no listener, starts before the schema is right. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: Nest's modules are classes
export class MigrationsModule {
  static forRoot({ migrator = {}, ensure = {}, service }: MigrationsModuleOptions = {}): DynamicModule {
    return {
      module: MigrationsModule,
      global: true,
      providers: [
        {
          provide: MIGRATION_SERVICE,
          async useFactory(): Promise<MigrationService> {
            const migrations = service ?? createMigrationService(migrator);
            await migrations.ensureMigrationsApplied(ensure);
            return migrations;
          },
        },
      ],
      exports: [MIGRATION_SERVICE],
    };
  }
}
