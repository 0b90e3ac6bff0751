// CloudFront: what the edge may not keep any longer.

export function edge(distributionId: string) {
  return {
    /**
     * Makes the edge ask anew for what begins or is named so: paths with a slash first, "*" at the end of some. The same
     * reference with the same paths again is the same invalidation. (API_CreateInvalidation, CallerReference)
     */
    async invalidate(reference: string, paths: string[]): Promise<void> {
      // Loaded where something was corrected: a client of its own would slow the start of every rebuild.
      const { CloudFrontClient, CreateInvalidationCommand } = await import('@aws-sdk/client-cloudfront');
      const Paths = { Quantity: paths.length, Items: paths };
      await new CloudFrontClient({}).send(
        new CreateInvalidationCommand({
          DistributionId: distributionId,
          InvalidationBatch: { CallerReference: reference, Paths },
        }),
      );
    },
  };
}
export type Edge = ReturnType<typeof edge>;
