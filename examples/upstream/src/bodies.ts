import { formatAmount } from './amounts.ts'
import type { Wagered } from './counters.ts'
import type { SimulatedRow } from './simulation.ts'

/** What a body is made of. `totalUsers` is told apart from the rows because a faulty upstream lets them disagree. */
export type Answer = { rows: readonly SimulatedRow[]; totalUsers: number; asOf: Date }

/** The flat shape: `{"data":[{uid,name,wagered}]}`. */
export function referralLeaderboard(answer: Answer): string {
  return `{"data":[${rowsText(answer.rows)}]}`
}

/** The envelope: status, metadata with `lastUpdated` as the simulated as-of time, and the rows under data.monthly. */
export function affiliateStats(answer: Answer): string {
  const metadata = JSON.stringify({ totalUsers: answer.totalUsers, lastUpdated: answer.asOf.toISOString() })
  return `{"status":"success","metadata":${metadata},"data":{"monthly":{"data":[${rowsText(answer.rows)}]}}}`
}

// Written by hand: JSON.stringify has no way to write a bigint as a number without going through a float.
function rowsText(rows: readonly SimulatedRow[]): string {
  let text = ''
  for (const { uid, name, wagered } of rows) {
    text += `${text === '' ? '' : ','}{"uid":"${uid}","name":${JSON.stringify(name)},"wagered":${wageredText(wagered)}}`
  }
  return text
}

function wageredText(wagered: Wagered): string {
  // Half of all rows, so worth a shortcut.
  if (wagered.all_time === 0n) return '{"today":0,"this_week":0,"this_month":0,"all_time":0}'
  const today = formatAmount(wagered.today)
  const week = formatAmount(wagered.this_week)
  const month = formatAmount(wagered.this_month)
  return `{"today":${today},"this_week":${week},"this_month":${month},"all_time":${formatAmount(wagered.all_time)}}`
}
