/**
 * The placeholder that a KeyConditionExpression compares the attribute with: `:pk` in `#k = :pk AND sk < :until`.
 * A partition key knows no other comparison (DynamoDB Developer Guide, "Key condition expressions for the Query
 * operation").
 */
export function placeholderOf(
  attribute: string,
  expression: string,
  names: Record<string, string>,
): string | undefined {
  for (const [, name = '', placeholder] of expression.matchAll(/(#?\w+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === attribute) return placeholder;
  }
  return undefined;
}
