// CloudFront's API, as far as the newsroom asks it: invalidations. The edge here (edge.ts) keeps nothing that could be
// stale, so they are noted only.
import type { AwsResponse, Emulator } from './emulator.ts';
import { childText, type Parsed, parse } from './s3/xml.ts';

export type Invalidation = { distributionId: string; reference: string; paths: string[] };

export type CloudFront = {
  handle: Emulator;
  /** Oldest first. */
  invalidations(): Invalidation[];
};

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

export function createCloudFront(clock: () => Date): CloudFront {
  const known = new Map<string, Invalidation>();

  return {
    invalidations: () => [...known.values()],

    async handle({ method, path, body }) {
      const [, distributionId] = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/.exec(path) ?? [];
      if (method !== 'POST' || distributionId === undefined)
        return error(501, 'NotImplemented', `${method} ${path} is not implemented here`);
      const batch = parse(body.toString('utf8'));
      const asked = batch && invalidation(batch, distributionId);
      if (!asked) return error(400, 'MissingBody', 'The request has no InvalidationBatch.');
      if (asked.quantity !== asked.paths.length)
        return error(400, 'InconsistentQuantities', 'The value of Quantity and the size of Items do not match.');
      const wrong = asked.paths.find((one) => !/^\/[^*]*\*?$/.test(one));
      if (wrong !== undefined) return error(400, 'InvalidArgument', `Your request contains an invalid path: ${wrong}`);
      const before = known.get(asked.reference);
      if (before && before.paths.join('\n') !== asked.paths.join('\n'))
        return error(400, 'InvalidArgument', 'The caller reference was used for other paths.');
      known.set(asked.reference, { distributionId, reference: asked.reference, paths: asked.paths });
      return created(asked.reference, [...known.keys()].indexOf(asked.reference), path, clock());
    },
  };
}

function invalidation(batch: Parsed, distributionId: string) {
  const paths = batch.children.find(({ tag }) => tag === 'Paths');
  const items = paths?.children.find(({ tag }) => tag === 'Items');
  const reference = childText(batch, 'CallerReference');
  if (!paths || reference === undefined) return undefined;
  return {
    ...{ distributionId, reference, quantity: Number(childText(paths, 'Quantity')) },
    paths: (items?.children ?? []).map(({ text }) => text),
  };
}

/** API_CreateInvalidation, "Response Syntax". */
function created(reference: string, index: number, path: string, now: Date): AwsResponse {
  const id = `I${String(index + 1).padStart(13, '0')}`;
  const body =
    `<?xml version="1.0"?>\n<Invalidation xmlns="${NAMESPACE}"><Id>${id}</Id><Status>InProgress</Status>` +
    `<CreateTime>${now.toISOString()}</CreateTime><InvalidationBatch><CallerReference>${reference}</CallerReference>` +
    '</InvalidationBatch></Invalidation>';
  return { status: 201, headers: { 'content-type': 'text/xml', location: `${path}/${id}` }, body };
}

const error = (status: number, code: string, message: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: cloudFrontError(code, message),
});

/** As the service words a refusal. */
export const cloudFrontError = (code: string, message: string): string =>
  `<?xml version="1.0"?>\n<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message.replace(/[<&]/g, ' ')}</Message></Error></ErrorResponse>`;
