/** What a source has unless it says otherwise. */
export const DEFAULT_SOURCE = {
  calendar: { timeZone: 'UTC', weekStartsOn: 1 },
  commissionRate: 0n,
  minIntervalMs: 0,
}
