import { get } from 'node:http';

/**
 * Asks the Docker daemon whether it is there, in milliseconds: importing Testcontainers alone takes a second.
 *
 * @returns undefined when it answers, else why not
 */
export function dockerPing(timeoutMs = 500): Promise<string | undefined> {
  const host = process.env.DOCKER_HOST;
  const target = host?.startsWith('tcp://')
    ? { host: new URL(host).hostname, port: new URL(host).port || '2375' }
    : { socketPath: host?.replace('unix://', '') || '/var/run/docker.sock' };
  return new Promise((resolve) => {
    const request = get({ ...target, path: '/_ping', timeout: timeoutMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`);
    });
    request.on('error', (error) => resolve(error.message));
    request.on('timeout', () => {
      request.destroy();
      resolve(`no answer within ${timeoutMs} ms`);
    });
  });
}
