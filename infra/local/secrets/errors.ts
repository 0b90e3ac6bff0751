import type { AwsResponse } from '../emulator.ts';

type Code =
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'ResourceExistsException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'ValidationException';

/** Becomes a JSON 1.1 error of this type; all of these are 400 (Secrets Manager API Reference, "Common Errors"). */
export class SecretsError extends Error {
  override name = 'SecretsError';
  code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}

export function jsonResponse(status: number, body: unknown, headers: Record<string, string> = {}): AwsResponse {
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'content-length': length, ...headers },
    body: text,
  };
}

export function errorResponse(error: unknown): AwsResponse {
  if (error instanceof SecretsError) {
    return jsonResponse(400, { __type: error.code, Message: error.message }, { 'x-amzn-errortype': error.code });
  }
  process.emitWarning(error instanceof Error ? error : String(error));
  return jsonResponse(500, { __type: 'InternalServiceError', Message: String(error) });
}
