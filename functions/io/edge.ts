// CloudFront: what the edge may not keep any longer.
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';

const client = new CloudFrontClient({});

export function edge(distributionId: string) {
  return {
    /**
     * Makes the edge ask anew for what begins or is named so: paths with a slash first, "*" at the end of some. The same
     * reference with the same paths again is the same invalidation. (API_CreateInvalidation, CallerReference)
     */
    async invalidate(reference: string, paths: string[]): Promise<void> {
      const Paths = { Quantity: paths.length, Items: paths };
      await client.send(
        new CreateInvalidationCommand({
          DistributionId: distributionId,
          InvalidationBatch: { CallerReference: reference, Paths },
        }),
      );
    },
  };
}
export type Edge = ReturnType<typeof edge>;
