// The HTTP API's routes and the edge in front of it. They are gathered here; edge.ts serves them.
import { z } from 'zod';
import type { Make } from '../deploy.ts';
import { known, noted } from './properties.ts';

export type Web = {
  /** Function by route, "POST /api/unsubscribe". */
  routes: Map<string, string>;
  /** The bucket at the edge's default behaviour. */
  bucket: string | undefined;
  apiPattern: string | undefined;
  /** What the edge says of itself to the API. */
  apiHeaders: Record<string, string>;
  /** Sources of the functions that see each request and each answer of the default behaviour. */
  viewerRequest: string | undefined;
  viewerResponse: string | undefined;
  headers: Record<string, string>;
  /** Page and status in the place of an answer of that status. */
  errors: Map<number, { page: string; status: number }>;
};

export const web = (): Web => ({
  routes: new Map(),
  bucket: undefined,
  apiPattern: undefined,
  apiHeaders: {},
  viewerRequest: undefined,
  viewerResponse: undefined,
  headers: {},
  errors: new Map(),
});

const api: Make = async (properties, name) => {
  known({ Name: noted, ProtocolType: z.literal('HTTP') }, properties);
  return { ref: name };
};

const stage: Make = async (properties, name) => {
  known(
    {
      ApiId: z.string(),
      StageName: z.literal('$default'),
      AutoDeploy: z.literal(true),
      AccessLogSettings: noted,
      DefaultRouteSettings: noted,
    },
    properties,
  );
  return { ref: name };
};

type Integrations = Map<string, string>;

const integration =
  (integrations: Integrations): Make =>
  async (properties, name) => {
    const { IntegrationUri } = known(
      {
        ApiId: z.string(),
        IntegrationType: z.literal('AWS_PROXY'),
        IntegrationUri: z.string(),
        PayloadFormatVersion: z.literal('2.0'),
      },
      properties,
    );
    integrations.set(name, IntegrationUri);
    return { ref: name };
  };

const route =
  ({ routes }: Web, integrations: Integrations): Make =>
  async (properties, name) => {
    const { RouteKey, Target } = known({ ApiId: z.string(), RouteKey: z.string(), Target: z.string() }, properties);
    const functionArn = integrations.get(Target.replace(/^integrations\//, ''));
    if (!functionArn) throw new Error(`route ${RouteKey} leads to ${Target}, which doesn't exist`);
    routes.set(RouteKey, functionArn);
    return { ref: name };
  };

/** Source by ARN. */
type EdgeFunctions = Map<string, string>;

const cloudFrontFunction =
  (functions: EdgeFunctions): Make =>
  async (properties, name) => {
    const { FunctionCode } = known(
      { FunctionCode: z.string(), AutoPublish: noted, FunctionConfig: noted, Name: noted },
      properties,
    );
    const FunctionARN = `arn:aws:cloudfront::function/${name}`;
    functions.set(FunctionARN, FunctionCode);
    return { ref: name, attributes: { FunctionARN } };
  };

// Over what the origin says, which is what the edge here does.
const Override = z.literal(true);

const SecurityHeaders = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }),
  ContentTypeOptions: z.strictObject({ Override }),
  FrameOptions: z.strictObject({ FrameOption: z.string(), Override }),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }),
  // Means nothing without TLS (RFC 6797 §8.1).
  StrictTransportSecurity: noted,
});

const headersPolicy =
  (edge: Web): Make =>
  async (properties, name) => {
    const { ResponseHeadersPolicyConfig } = known(
      { ResponseHeadersPolicyConfig: z.strictObject({ Name: noted, SecurityHeadersConfig: SecurityHeaders }) },
      properties,
    );
    const { ContentSecurityPolicy, FrameOptions, ReferrerPolicy } = ResponseHeadersPolicyConfig.SecurityHeadersConfig;
    edge.headers = {
      'content-security-policy': ContentSecurityPolicy.ContentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': FrameOptions.FrameOption,
      'referrer-policy': ReferrerPolicy.ReferrerPolicy,
    };
    return { ref: name };
  };

const Behaviour = z.strictObject({
  TargetOriginId: z.string(),
  AllowedMethods: noted.optional(),
  CachePolicyId: noted,
  Compress: noted,
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() }))
    .optional(),
  OriginRequestPolicyId: noted.optional(),
  ResponseHeadersPolicyId: noted,
  ViewerProtocolPolicy: noted,
});

const Origin = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginAccessControlId: noted.optional(),
  S3OriginConfig: noted.optional(),
  CustomOriginConfig: noted.optional(),
  OriginCustomHeaders: z.array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() })).optional(),
});

const DistributionConfig = z.strictObject({
  DefaultCacheBehavior: Behaviour,
  CacheBehaviors: z.array(Behaviour.extend({ PathPattern: z.string() })).length(1),
  Origins: z.array(Origin),
  CustomErrorResponses: z.array(
    z.strictObject({
      ErrorCode: z.number(),
      ResponseCode: z.number(),
      ResponsePagePath: z.string(),
      // The edge here keeps nothing, so how long it keeps errors says nothing.
      ErrorCachingMinTTL: noted,
    }),
  ),
  Enabled: z.literal(true),
  Aliases: noted.optional(),
  ViewerCertificate: noted.optional(),
  Comment: noted,
  HttpVersion: noted,
  IPV6Enabled: noted,
});

const distribution =
  (edge: Web, functions: EdgeFunctions): Make =>
  async (properties, name) => {
    const { DistributionConfig: config } = known({ DistributionConfig }, properties);
    const { DefaultCacheBehavior, CacheBehaviors, Origins } = config;
    const origin = Origins.find(({ Id }) => Id === DefaultCacheBehavior.TargetOriginId);
    edge.bucket = /^(.+)\.s3\./.exec(origin?.DomainName ?? '')?.[1];
    const [behaviour] = CacheBehaviors;
    edge.apiPattern = behaviour?.PathPattern;
    const api = Origins.find(({ Id }) => Id === behaviour?.TargetOriginId);
    // Names as HTTP APIs hand them on: in lower case.
    for (const { HeaderName, HeaderValue } of api?.OriginCustomHeaders ?? []) {
      edge.apiHeaders[HeaderName.toLowerCase()] = HeaderValue;
    }
    const source = (event: string) => {
      const found = DefaultCacheBehavior.FunctionAssociations?.find(({ EventType }) => EventType === event);
      return functions.get(found?.FunctionARN ?? '');
    };
    for (const { ErrorCode, ResponseCode, ResponsePagePath } of config.CustomErrorResponses) {
      edge.errors.set(ErrorCode, { page: ResponsePagePath, status: ResponseCode });
    }
    edge.viewerRequest = source('viewer-request');
    edge.viewerResponse = source('viewer-response');
    return { ref: name, attributes: { DomainName: `${name}.cloudfront.net` } };
  };

const originAccessControl: Make = async (properties, name) => {
  known({ OriginAccessControlConfig: noted }, properties);
  return { ref: name, attributes: { Id: name } };
};

export function webTypes(edge: Web): Record<string, Make> {
  const integrations: Integrations = new Map();
  const functions: EdgeFunctions = new Map();
  return {
    'AWS::ApiGatewayV2::Api': api,
    'AWS::ApiGatewayV2::Stage': stage,
    'AWS::ApiGatewayV2::Integration': integration(integrations),
    'AWS::ApiGatewayV2::Route': route(edge, integrations),
    'AWS::CloudFront::Function': cloudFrontFunction(functions),
    'AWS::CloudFront::ResponseHeadersPolicy': headersPolicy(edge),
    'AWS::CloudFront::OriginAccessControl': originAccessControl,
    'AWS::CloudFront::Distribution': distribution(edge, functions),
  };
}
