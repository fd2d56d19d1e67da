/** Why a row whose event time is null is rejected (contract, sections 3 and 7). */
export function withoutTime(column: string): string {
  return `column "${column}" is the event time and must not be null`;
}
