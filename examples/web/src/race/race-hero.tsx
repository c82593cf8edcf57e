import type { Race } from '@goated/example-contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { AmountText } from '../format/amount-text.tsx'
import { formatCount } from '../format/amount.ts'
import { formatMoment, formatSpan } from '../format/time.ts'
import { announce } from '../live/announcer.tsx'
import { useNow } from '../live/clock.ts'
import { Flash } from '../motion/flash.tsx'
import { Countdown } from './countdown.tsx'
import { StatusPill } from './status-pill.tsx'

type RaceStatus = Race['status']

const news: Partial<Record<RaceStatus, string>> = {
  live: 'The race has started.',
  settling: 'The race is over. The last wagers are being counted.',
  cancelled: 'The race was cancelled.',
}

function useStatusNews(status: RaceStatus): void {
  const before = useRef(status)
  useEffect(() => {
    if (before.current === status) return
    before.current = status
    // The end has a panel of its own, which names the winner.
    if (news[status] !== undefined) announce(news[status])
  }, [status])
}

export function RaceHero({ race }: { race: Race }) {
  useStatusNews(race.status)
  return (
    <section aria-labelledby="race-title" data-testid="race-hero" className="hero overflow-hidden rounded-3xl">
      <div className="grid gap-8 p-5 sm:p-8 lg:grid-cols-[minmax(0,1fr)_auto] lg:gap-16 lg:p-10">
        <div className="flex min-w-0 flex-col gap-8">
          <div>
            <div className="flex flex-wrap items-center gap-3">
              <StatusPill status={race.status} />
              <span className="text-sm text-muted">{formatSpan(race.startDate, race.endDate)}</span>
            </div>
            <h1 id="race-title" className="mt-4 text-3xl leading-[1.05] display text-balance sm:text-5xl">
              {race.title}
            </h1>
            {race.description !== null && (
              <p className="mt-3 max-w-xl text-pretty text-muted sm:text-lg">{race.description}</p>
            )}
          </div>
          <div className="mt-auto">
            <Clock race={race} />
          </div>
        </div>
        <div className="flex flex-col justify-between gap-6 border-t border-line pt-6 lg:border-t-0 lg:border-l lg:pt-0 lg:pl-12">
          <div>
            <p className="eyebrow">Prize pool</p>
            <p className="mt-1 text-5xl leading-none display sm:text-6xl lg:text-7xl">
              <span className="gold-text">
                <AmountText amount={race.prizePool} currency={race.currency} cents="ifAny" />
              </span>
            </p>
          </div>
          <dl className="flex gap-8 sm:gap-10">
            <Figure label="Total wagered">
              <Flash value={race.totalWagered}>
                <AmountText amount={race.totalWagered} currency={race.currency} />
              </Flash>
            </Figure>
            <Figure label="Entrants">
              <Flash value={race.entrants}>
                <span className="numeric">{formatCount(race.entrants)}</span>
              </Flash>
            </Figure>
            <Figure label="Places paid">
              <span className="numeric">{formatCount(race.prizes.length)}</span>
            </Figure>
          </dl>
        </div>
      </div>
      <Elapsed race={race} />
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

function Clock({ race }: { race: Race }) {
  const client = useQueryClient()
  // The server changes the status; at zero the page only asks whether it has.
  const askAgain = useCallback(() => {
    void client.invalidateQueries({ queryKey: ['current-race'] })
    void client.invalidateQueries({ queryKey: ['board'] })
  }, [client])

  switch (race.status) {
    case 'upcoming':
      return <Countdown to={race.startDate} label="Starts in" onOver={askAgain} />
    case 'live':
      return <Countdown to={race.endDate} label="Ends in" onOver={askAgain} />
    case 'settling':
      return (
        <p className="max-w-lg text-pretty">
          <strong className="font-semibold text-gold">The race is over.</strong> The last wagers are being counted.
          Places can still change until the result is final.
        </p>
      )
    case 'completed':
      return <p className="text-muted">Ended {formatMoment(race.endDate)}. This result is final.</p>
    case 'cancelled':
      return <p className="text-muted">This race was cancelled. No prizes are paid.</p>
  }
}

/** How much of the race has gone by. Decoration: the countdown says the same in words. */
function Elapsed({ race }: { race: Race }) {
  const now = useNow(5)
  const start = Date.parse(race.startDate)
  const end = Date.parse(race.endDate)
  const done = race.status === 'upcoming' ? 0 : race.status === 'live' ? (now - start) / (end - start) : 1
  const percent = Math.min(100, Math.max(0, done * 100))
  return (
    <div aria-hidden className="h-1 bg-line">
      <div
        className="h-full rounded-r-full bg-linear-to-r from-gold-fill/40 to-gold-fill motion-safe:transition-[width] motion-safe:duration-1000"
        style={{ width: `${percent}%` }}
      />
    </div>
  )
}
