// CloudFront's client, apart: it is loaded only where something is corrected (edge.ts).
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';

const client = new CloudFrontClient({});

/** Makes the edge ask anew for these paths. (API_CreateInvalidation) */
export async function createInvalidation(DistributionId: string, reference: string, paths: string[]): Promise<void> {
  const Paths = { Quantity: paths.length, Items: paths };
  const InvalidationBatch = { CallerReference: reference, Paths };
  await client.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }));
}
