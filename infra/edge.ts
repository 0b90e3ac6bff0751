// The edge: CloudFront over the public bucket, and over the API below /api.
import { Duration, type Stack } from 'aws-cdk-lib';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { EDGE_HEADER, publicKey } from '../functions/core/address.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** As they are asked for, and as their packed twins are named. */
const FEEDS = '/\\/(?:rss\\.xml|atom\\.xml|feed\\.json|[0-9]+\\.atom\\.xml)(?:\\.gz)?$/';

type Edge = { newsroom: Newsroom; bucket: Bucket; api: CfnApi };

// "/en/" is the object "en/index.html", "/en/2021/02/slug" is "en/2021/02/slug.html"; feeds have a suffix already, and
// stand there packed too: CloudFront packs no Atom and no JSON Feed, and what it packs loses its strong ETag
// (CloudFront Developer Guide, "Serve compressed files").
const addresses = `function handler(event) {
  var request = event.request;
  var accepted = request.headers['accept-encoding'];
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  else if (!request.uri.split('/').pop().includes('.')) request.uri += '.html';
  else if (${FEEDS}.test(request.uri) && accepted && /\\bgzip\\b(?!;q=0)/.test(accepted.value)) request.uri += '.gz';
  return request;
}`;

// A page says of itself that what stood there is gone; S3 can't answer 410 (CloudFront Developer Guide, "CloudFront
// Functions event structure": a viewer response's status may be changed).
const answers = `function handler(event) {
  var response = event.response;
  var status = response.headers['x-amz-meta-status'];
  if (status && response.statusCode === 200) {
    response.statusCode = Number(status.value);
    response.statusDescription = 'Gone';
  }
  // A feed says where its hub is, and what it is called (W3C WebSub, §4): S3 keeps no Link header.
  var link = response.headers['x-amz-meta-link'];
  if (link) {
    response.headers.link = { value: link.value };
    delete response.headers['x-amz-meta-link'];
  }
  if (${FEEDS}.test(event.request.uri)) response.headers.vary = { value: 'Accept-Encoding' };
  return response;
}`;

/**
 * What the edge says to the API, and nobody else can: the API has an address of its own, where whoever asks may write any
 * X-Forwarded-For. The stack's id ends in a random UUID that is told to its operators alone.
 */
export const edgeKey = (stack: Stack): string => stack.stackId;

/** Makes the distribution; returns its id, and the origin of every public address. */
export function edge(stack: Stack, { newsroom, bucket, api }: Edge): { distributionId: string; site: string } {
  const behaviour = {
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: securityHeaders(stack),
    compress: true,
  };
  const distribution = new cloudfront.Distribution(stack, 'Edge', {
    comment: 'Polywire',
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    ...ownDomain(stack, newsroom),
    defaultBehavior: {
      ...behaviour,
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
      functionAssociations: [
        {
          eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
          function: new cloudfront.Function(stack, 'Addresses', {
            code: cloudfront.FunctionCode.fromInline(addresses),
            runtime: cloudfront.FunctionRuntime.JS_2_0,
          }),
        },
        {
          eventType: cloudfront.FunctionEventType.VIEWER_RESPONSE,
          function: new cloudfront.Function(stack, 'Answers', {
            code: cloudfront.FunctionCode.fromInline(answers),
            runtime: cloudfront.FunctionRuntime.JS_2_0,
          }),
        },
      ],
    },
    additionalBehaviors: {
      '/api/*': {
        ...behaviour,
        origin: new origins.HttpOrigin(`${api.ref}.execute-api.${stack.region}.${stack.urlSuffix}`, {
          customHeaders: { [EDGE_HEADER]: edgeKey(stack) },
        }),
        allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
        cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    },
    // A page that is polled before it exists is there seconds after it is published. S3 says 403 for what isn't there.
    errorResponses: [403, 404].map((httpStatus) => ({
      httpStatus,
      responseHttpStatus: 404,
      responsePagePath: `/${publicKey.notFound}`,
      ttl: Duration.seconds(2),
    })),
  });
  const site = `https://${newsroom.domain ?? distribution.distributionDomainName}`;
  return { distributionId: distribution.distributionId, site };
}

function ownDomain(stack: Stack, { domain, certificateArn }: Newsroom): Partial<cloudfront.DistributionProps> {
  if (domain === undefined || certificateArn === undefined) return {};
  return { domainNames: [domain], certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn) };
}

const securityHeaders = (stack: Stack): cloudfront.ResponseHeadersPolicy =>
  new cloudfront.ResponseHeadersPolicy(stack, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
      referrerPolicy: {
        referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        override: true,
      },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: false, override: true },
    },
  });
