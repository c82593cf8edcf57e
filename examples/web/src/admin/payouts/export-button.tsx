import type { Payout } from '@goated/example-contract'
import { useState } from 'react'
import { call } from '../../api/client.ts'
import { Button } from '../ui/button.tsx'
import { problemText } from '../ui/problem-text.ts'
import { useSay } from '../ui/said.tsx'
import { saveFile } from '../ui/save-file.ts'
import { payoutsCsv } from './payouts-csv.ts'

const PAGE = 200

type Filters = { status?: Payout['status']; raceId?: string }

/** Saves the whole list, not only the page that is shown. */
export function ExportButton({ filters }: { filters: Filters }) {
  const [busy, setBusy] = useState(false)
  const say = useSay()
  const save = async () => {
    setBusy(true)
    try {
      const payouts = await loadAll(filters)
      saveFile(`payouts-${new Date().toISOString().slice(0, 10)}.csv`, 'text/csv;charset=utf-8', payoutsCsv(payouts))
      say(`Saved ${payouts.length} ${payouts.length === 1 ? 'payout' : 'payouts'}.`)
    } catch (error) {
      say(problemText(error as Error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button busy={busy} onClick={() => void save()}>
      Export as CSV
    </Button>
  )
}

async function loadAll(filters: Filters): Promise<Payout[]> {
  // By id, because the list may shift by a row between two requests.
  const found = new Map<number, Payout>()
  for (let offset = 0; ; offset += PAGE) {
    const { items, total } = await call('GET /api/admin/payouts', { query: { ...filters, limit: PAGE, offset } })
    for (const payout of items) found.set(payout.id, payout)
    if (items.length === 0 || offset + PAGE >= total) return [...found.values()]
  }
}
