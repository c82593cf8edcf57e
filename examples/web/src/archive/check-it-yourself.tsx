import type { HistoricalRace } from '@goated/example-contract'

/** Nobody has to believe the mark: what it rests on can be had by anybody. */
export function CheckItYourself({ race }: { race: HistoricalRace }) {
  return (
    <div className="mt-5 border-t border-line pt-4 text-sm">
      <details>
        <summary className="w-fit rounded-sm font-semibold">Check it yourself</summary>
        <div className="mt-3 max-w-2xl space-y-3 text-pretty text-muted">
          <p>
            The evidence holds the rules of the race, every decision of an admin, and each entrant with all counters
            that the casino reported. From these the totals, the order and the prizes follow; nothing else goes in.
          </p>
          <p>
            Each reading has a digest over its rows, and each link of the chain is a digest over the one before it and
            that reading’s digest. Who writes down the last link today notices tomorrow if a reading was changed, added
            or taken away since.
          </p>
          <p>
            Whoever runs this site checks the whole of it, digests included, with{' '}
            <code className="rounded bg-raised px-1.5 py-0.5 text-ink">npm run verify-race -- {race.raceId}</code>.
          </p>
        </div>
      </details>
      <p className="mt-3 flex flex-wrap gap-x-6 gap-y-2">
        <a
          href={`/api/historical-races/${race.id}/evidence`}
          className="font-medium underline decoration-muted/60 underline-offset-4"
        >
          Evidence (JSON)
        </a>
        <a
          href={`/api/historical-races/${race.id}/verification`}
          className="font-medium underline decoration-muted/60 underline-offset-4"
        >
          This check (JSON)
        </a>
        <a href="/api/docs" className="font-medium underline decoration-muted/60 underline-offset-4">
          How to read them
        </a>
      </p>
    </div>
  )
}
