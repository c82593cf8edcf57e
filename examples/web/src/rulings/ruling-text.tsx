import type { OwnRuling } from '@goated/example-contract'
import { formatAmount } from '../format/amount.ts'
import { formatMoment } from '../format/time.ts'

const names: Record<Exclude<OwnRuling['kind'], 'adjustment'>, string> = {
  rebase: 'The counter started again at zero',
  accept: 'A lower reading is right',
  confirm: 'What was credited stands',
  disqualification: 'Disqualified',
}

/** One thing that staff did to a total: what, why and when. */
export function RulingText({ ruling, currency }: { ruling: OwnRuling; currency: string }) {
  const { kind, amount, reason, at, revertedAt, revertReason } = ruling
  return (
    <>
      <span className={`font-semibold ${revertedAt === null ? '' : 'line-through decoration-1'}`}>
        {kind === 'adjustment' && amount !== null ? signed(amount, currency) : names[kind as keyof typeof names]}
      </span>
      {reason !== null && <span className="wrap-anywhere">: {reason}</span>}
      <span className="block text-xs text-muted">
        <time dateTime={at}>{formatMoment(at)}</time>
        {revertedAt !== null && (
          <span className="wrap-anywhere">
            , undone <time dateTime={revertedAt}>{formatMoment(revertedAt)}</time>
            {revertReason !== null && `: ${revertReason}`}
          </span>
        )}
      </span>
    </>
  )
}

/** An amount that was added or taken, with its sign. */
export function signed(amount: string, currency: string): string {
  return amount.startsWith('-') ? `−${formatAmount(amount.slice(1), currency)}` : `+${formatAmount(amount, currency)}`
}
