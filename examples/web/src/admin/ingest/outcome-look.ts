/** The outcomes of a run as charts and tables show them. */
export const outcomes = {
  ok: { label: 'Stored', colour: 'var(--up)', tone: 'good' },
  stale: { label: 'Nothing new', colour: 'var(--muted)', tone: 'plain' },
  empty: { label: 'Empty', colour: 'var(--gold-fill)', tone: 'warn' },
  failed: { label: 'Failed', colour: 'var(--down)', tone: 'bad' },
} as const

export type Outcome = keyof typeof outcomes
export const outcomeNames = ['ok', 'stale', 'empty', 'failed'] as const satisfies readonly Outcome[]
