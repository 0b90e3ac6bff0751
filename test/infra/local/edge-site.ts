// A site behind the local edge: a public bucket, and a function behind /api/leave.
import { onTestFinished } from 'vitest';
import { edge } from '../../../infra/local/edge.ts';
import { serve } from '../../../infra/local/emulator.ts';
import type { LocalFunction } from '../../../infra/local/lambda/function.ts';
import { createS3 } from '../../../infra/local/s3/s3.ts';
import { folder } from './local-emulators.ts';

export const BUCKET = 'polywire-public';
export const MODIFIED = new Date('2026-11-23T10:20:30.000Z');

/** As infra/edge.ts has it; the template's own runs in cloud.test.ts. */
const viewerRequest = `function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (!request.uri.split('/').pop().includes('.')) request.uri += '.html';
  return request;
}`;

export const headers = { 'content-security-policy': "default-src 'none'", 'x-frame-options': 'DENY' };

/** A site with these objects, and a function behind /api/leave. */
export async function site(objects: { [key: string]: string } = {}, api?: LocalFunction) {
  const s3 = createS3({ directory: folder(), clock: () => MODIFIED, notify: async () => {} });
  s3.createBucket(BUCKET, { versioned: true, notifications: [] });
  for (const [key, text] of Object.entries(objects)) {
    const path = `/${BUCKET}/${encodeURIComponent(key).replaceAll('%2F', '/')}`;
    const head = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'max-age=60' };
    await s3.handle({ method: 'PUT', path, query: new URLSearchParams(), headers: head, body: Buffer.from(text) });
  }
  const routes = new Map([
    ['GET /api/leave', 'arn:leave'],
    ['POST /api/leave', 'arn:leave'],
  ]);
  const server = await serve(
    edge({
      web: {
        routes,
        bucket: BUCKET,
        apiPattern: '/api/*',
        viewerRequest,
        viewerResponse: undefined,
        apiHeaders: { 'x-edge': 'key' },
        headers,
        errors: new Map(),
      },
      s3,
      functionOf: (arn) => (arn === 'arn:leave' ? api : undefined),
      now: () => MODIFIED,
    }),
    0,
  );
  onTestFinished(async () => {
    await server.stop();
    await s3.close();
  });
  return { ask: (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init), url: server.url };
}
