import { describe, expect, test } from 'vitest';
import { releaseId } from '../../../functions/core/release.ts';

describe('the identity of a release', () => {
  test('is the stem of its key: another type is a correction of it', () => {
    expect(releaseId('2026/accord.txt')).toBe(releaseId('2026/accord.md'));
    expect(releaseId('2026/accord.txt')).not.toBe(releaseId('2025/accord.txt'));
  });

  test('is the same in either form of Unicode, and tells nothing of the name', () => {
    expect(releaseId('résumé.txt')).toBe(releaseId('résumé.txt'.normalize('NFD')));
    expect(releaseId('secret-merger.txt')).toMatch(/^[0-9a-f]{16}$/);
  });
});
