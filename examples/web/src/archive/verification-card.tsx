import type { HistoricalRace, RaceVerification } from '@goated/example-contract'
import { formatCount } from '../format/amount.ts'
import { formatMoment } from '../format/time.ts'
import { CheckItYourself } from './check-it-yourself.tsx'
import { useVerification } from './use-archived-race.ts'
import { VerifiedMark } from './verified-mark.tsx'

/** What the result was checked against, what came of it, and how to check the check. */
export function VerificationCard({ race }: { race: HistoricalRace }) {
  const { data: verification, isError } = useVerification(race.id)
  return (
    <section data-testid="verification" aria-labelledby="verification-title" className="card p-5 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="verification-title" className="text-xl display">
          Verification
        </h2>
        {verification !== undefined && (
          <VerifiedMark verified={verification && { ok: verification.ok, at: verification.verifiedAt }} />
        )}
      </div>
      {verification === undefined ? (
        <p className="mt-3 text-sm text-muted">
          {isError ? 'The check cannot be loaded right now.' : 'Loading the check.'}
        </p>
      ) : verification === null ? (
        <p className="mt-3 max-w-2xl text-sm text-pretty text-muted">
          The result has not been computed a second time yet. That usually happens within minutes of the end of a race.
        </p>
      ) : (
        <Outcome verification={verification} />
      )}
      <CheckItYourself race={race} />
    </section>
  )
}

function Outcome({ verification }: { verification: RaceVerification }) {
  const { ok, verifiedAt, counts, differences, chain } = verification
  return (
    <>
      <p className="mt-3 max-w-2xl text-sm text-pretty">
        {ok
          ? 'The result was computed a second time from the stored readings of the casino, and everything agrees.'
          : 'The result was computed a second time from the stored readings of the casino, and not everything agrees.'}{' '}
        <span className="text-muted">
          Checked on <time dateTime={verifiedAt}>{formatMoment(verifiedAt)}</time>.
        </span>
      </p>
      {!ok && (
        <ul className="mt-3 space-y-1 rounded-lg border border-down/40 bg-down/5 p-3 font-mono text-xs wrap-anywhere">
          {differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-5">
        <Count label="Entrants" count={counts.entrants} />
        <Count label="Samples" count={counts.samples} />
        <Count label="Readings" count={counts.readings} />
        <Count label="Digests" count={counts.digests} />
        <Count label="Payouts" count={counts.payouts} />
      </dl>
      {chain !== null && (
        <div className="mt-4">
          <p className="eyebrow">Last link of the chain</p>
          <p data-testid="chain" className="mt-1 rounded-lg bg-raised px-3 py-2 font-mono text-xs wrap-anywhere">
            {chain}
          </p>
        </div>
      )}
    </>
  )
}

function Count({ label, count }: { label: string; count: number }) {
  return (
    <div>
      <dt className="eyebrow">{label}</dt>
      <dd className="mt-0.5 text-lg font-semibold numeric">{formatCount(count)}</dd>
    </div>
  )
}
