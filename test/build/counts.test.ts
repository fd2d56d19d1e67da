import { describe, expect, test } from 'vitest';
import { closingLine, countsOfPlaywright, countsOfVitest, none, sum } from '../../build/test/counts.mjs';

describe('the counts of a test run', () => {
  test('are those of its reports, and add up', () => {
    const units = countsOfVitest({
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [],
    });
    const pages = countsOfPlaywright({ stats: { expected: 7, unexpected: 1, flaky: 0, skipped: 1 }, errors: [] });
    expect(sum(units, pages)).toEqual({ passed: 12, failed: 2, skipped: 4 });
  });

  test('have a file that could not even be read as one that failed', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ];
    expect(
      countsOfVitest({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults }).failed,
    ).toBe(1);
  });

  test('have a test that passed only at the second try as failed', () => {
    expect(countsOfPlaywright({ stats: { expected: 1, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] }).failed).toBe(
      1,
    );
  });

  test('end in one plain line', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ ...none, skipped: 3 })).toBe('0 passed, 0 failed, 3 skipped');
  });
});
