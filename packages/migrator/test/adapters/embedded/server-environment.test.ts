import { expect, test, vi } from 'vitest';
import { serverEnvironment } from '../../../src/adapters/embedded/server/settings.ts';

test.each(['durable', 'scratch'] as const)(
  'nothing of the caller but where programs are reaches a %s server',
  (profile) => {
    vi.stubEnv('PGOPTIONS', '-c fsync=on');
    vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
    vi.stubEnv('MALLOC_TRIM_THRESHOLD_', '1');
    vi.stubEnv('GLIBC_TUNABLES', 'glibc.malloc.check=3');
    const { PATH, ...rest } = serverEnvironment(profile);
    vi.unstubAllEnvs();
    expect(PATH).toBe(process.env.PATH);
    expect(rest).toMatchObject({ LC_ALL: 'C', TZ: 'UTC' });
    expect(rest).not.toHaveProperty('PGOPTIONS');
    expect(rest.MALLOC_TRIM_THRESHOLD_).toBe(profile === 'scratch' ? '268435456' : undefined);
    expect(rest.GLIBC_TUNABLES).toBe(profile === 'scratch' ? 'glibc.malloc.hugetlb=1' : undefined);
  },
);
