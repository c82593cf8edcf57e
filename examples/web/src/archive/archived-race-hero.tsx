import type { HistoricalRace } from '@goated/example-contract'
import { Link } from 'react-router'
import { AmountText } from '../format/amount-text.tsx'
import { formatCount, isZero } from '../format/amount.ts'
import { formatSpan } from '../format/time.ts'
import { PlayerName } from '../player/player-name.tsx'
import { rankLook } from '../race/rank-look.ts'
import { archiveAddress } from '../routing/addresses.ts'
import { VerifiedMark } from './verified-mark.tsx'

/** Who won what, in one look. */
export function ArchivedRaceHero({ race }: { race: HistoricalRace }) {
  return (
    <section aria-labelledby="race-title" className="hero overflow-hidden rounded-3xl p-5 sm:p-8 lg:p-10">
      <p className="text-sm text-muted">
        <Link to={archiveAddress} className="underline decoration-muted/60 underline-offset-4 hover:text-ink">
          Past races
        </Link>
      </p>
      <div className="mt-3 flex flex-wrap items-end justify-between gap-x-12 gap-y-6">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-3">
            <VerifiedMark verified={race.verified} />
            <span className="text-sm text-muted">{formatSpan(race.startDate, race.endDate)}</span>
          </div>
          <h1 id="race-title" className="mt-3 text-3xl leading-[1.05] display text-balance sm:text-5xl">
            {race.title}
          </h1>
        </div>
        <dl className="flex flex-wrap gap-x-10 gap-y-4">
          <Figure label="Prize pool">
            <AmountText amount={race.prizePool} currency={race.currency} cents="ifAny" />
          </Figure>
          <Figure label="Total wagered">
            <AmountText amount={race.totalWagered} currency={race.currency} />
          </Figure>
          <Figure label="Entrants">
            <span className="numeric">{formatCount(race.participantCount)}</span>
          </Figure>
        </dl>
      </div>
      {race.winners.length > 0 && (
        <ol data-testid="podium" className="mt-8 grid gap-x-8 gap-y-5 border-t border-line pt-6 sm:grid-cols-3">
          {race.winners.slice(0, 3).map((winner) => (
            <li key={winner.key} className="flex min-w-0 gap-4">
              <span className={`w-9 text-5xl leading-none display numeric ${rankLook(winner.rank)}`}>
                <span className="sr-only">Rank </span>
                {winner.rank}
              </span>
              <span className="min-w-0">
                <PlayerName player={winner} className="block text-lg font-semibold" />
                {!isZero(winner.prize) && (
                  <strong className="block text-gold">
                    <span className="sr-only">Won </span>
                    <AmountText amount={winner.prize} currency={race.currency} cents="ifAny" />
                  </strong>
                )}
                <span className="text-sm">
                  <AmountText amount={winner.total} currency={race.currency} />{' '}
                  <span className="text-muted">wagered</span>
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="eyebrow whitespace-nowrap">{label}</dt>
      <dd className="mt-1 text-lg leading-tight font-semibold sm:text-xl">{children}</dd>
    </div>
  )
}
