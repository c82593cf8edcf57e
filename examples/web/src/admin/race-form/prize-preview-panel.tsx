import type { PrizePreview } from '@goated/example-contract'
import { AmountText } from '../../format/amount-text.tsx'
import { basisPoints, formatAmount, formatCount, isZero } from '../../format/amount.ts'
import { groupPrizes } from '../../race/prize-groups.ts'
import { problemText } from '../ui/problem-text.ts'
import type { PrizePreviewState } from './use-prize-preview.ts'

/** How the pool would be split, by the server's own arithmetic. */
export function PrizePreviewPanel({ state, currency }: { state: PrizePreviewState; currency: string }) {
  return (
    <section
      aria-label="Preview of the split"
      data-testid="prize-preview"
      className="min-w-0 self-start rounded-xl bg-raised p-4 xl:sticky xl:top-6"
    >
      <h3 className="text-sm font-semibold">Preview</h3>
      {state.state === 'split' ? (
        <div className={state.outdated ? 'opacity-50' : ''}>
          <Split preview={state.preview} currency={currency} />
        </div>
      ) : (
        <p className="mt-2 text-sm text-pretty text-muted">
          {state.state === 'incomplete' && 'Fill in the pool and the places to see who would get how much.'}
          {state.state === 'loading' && 'Asking the server.'}
          {state.state === 'refused' && 'There is no split yet: see what is wrong beside.'}
          {state.state === 'unreachable' && problemText(state.error)}
        </p>
      )}
    </section>
  )
}

function Split({ preview, currency }: { preview: PrizePreview; currency: string }) {
  const { places, placeCount, total, unallocated, shareTotal } = preview
  const largest = places[0]?.amount ?? '0'
  return (
    <>
      <dl className="mt-3 grid grid-cols-2 gap-3 text-sm">
        <div>
          <dt className="eyebrow">Paid out</dt>
          <dd data-testid="preview-total" className="text-lg font-semibold">
            <AmountText amount={total} currency={currency} />
          </dd>
        </div>
        <div>
          <dt className="eyebrow">Not paid out</dt>
          <dd className={`text-lg font-semibold numeric ${isZero(unallocated) ? '' : 'text-gold'}`}>
            {formatAmount(unallocated, currency)}
          </dd>
        </div>
        <div>
          <dt className="eyebrow">Places</dt>
          <dd className="font-medium numeric">{formatCount(placeCount)}</dd>
        </div>
        {shareTotal !== null && (
          <div>
            <dt className="eyebrow">Sum of shares</dt>
            <dd className="font-medium numeric">{shareTotal} %</dd>
          </div>
        )}
      </dl>
      <ol className="mt-4 max-h-72 space-y-2 overflow-y-auto border-t border-line pt-3 text-sm">
        {groupPrizes(places).map(({ from, to, amount }) => (
          <li key={from}>
            <div className="flex items-baseline justify-between gap-3">
              <span className="text-muted numeric">{from === to ? from : `${from} to ${to}`}</span>
              <span className="font-semibold">
                <AmountText amount={amount} currency={currency} />
                {from !== to && <span className="font-normal text-muted"> each</span>}
              </span>
            </div>
            <div aria-hidden className="mt-1 h-1 rounded-full bg-line">
              <div
                className="h-full min-w-1 rounded-full bg-gold-fill"
                style={{ width: `${basisPoints(amount, largest) / 100}%` }}
              />
            </div>
          </li>
        ))}
      </ol>
      {places.length < placeCount && (
        <p className="mt-2 text-xs text-muted">The first {places.length} places are listed.</p>
      )}
    </>
  )
}
