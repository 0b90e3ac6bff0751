// Many clients of a newsroom on this machine, each with an address of its own in 127.0.0.0/8.
import { Agent, request } from 'node:http';

export type Client = { post(path: string, form: Record<string, string | string[]>): Promise<number>; close(): void };

/** `number`, from 0, is the client's own. */
export function client(site: string, number: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const localAddress = `127.0.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`;
  const { hostname, port } = new URL(site);
  return {
    post: (path, form) =>
      new Promise((resolve, reject) => {
        const fields = new URLSearchParams();
        for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) fields.append(name, one);
        const body = fields.toString();
        const headers = {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        };
        const options = { agent, localAddress, hostname, port, path, method: 'POST', headers };
        const asked = request(options, (response) => {
          response.resume();
          response.once('end', () => resolve(response.statusCode ?? 0));
          response.once('error', reject);
        });
        asked.once('error', reject);
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
}

export const signUpForm = (address: string) => ({ address, language: ['en', 'ar'], frequency: 'immediate', in: 'en' });
